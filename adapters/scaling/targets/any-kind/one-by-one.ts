import { Refusal } from '../../../../core/model/errors.ts';
import type { TargetConfig, TargetKind } from '../../../../core/scaling/config/target-kinds.ts';
import type { Capacity } from '../../../../core/scaling/observation.ts';
import { batchLoader } from '../../../aws/batch-loader.ts';
import type { Judge } from '../../../aws/judge.ts';
import { readWithin } from '../../../aws/read-within.ts';
import { act } from './act.ts';
import type { ClientsWorld, NamedTarget } from './kind-target.ts';

/** A kind of target of which AWS tells, and changes, one in a call. */
export interface OneByOne<Kind extends TargetKind, Client> {
  /** What one is called for people, e.g. `the alias "live" of ...`. */
  tell(config: TargetConfig<Kind>): string;
  read(
    client: Client,
    config: TargetConfig<Kind>,
    asked: { readonly abortSignal: AbortSignal; readonly lastAsked: number | null },
  ): Promise<Capacity>;
  set(client: Client, config: TargetConfig<Kind>, units: number, abortSignal: AbortSignal): Promise<unknown>;
  readonly judge: Judge;
}

interface Asked<Kind extends TargetKind> {
  readonly config: TargetConfig<Kind>;
  readonly lastAsked: number | null;
}

/** The targets of such a kind, but for who else scales them. One that AWS does not know is a `Refusal`. */
export function oneByOne<Kind extends TargetKind, Client>(
  { tell, read, set, judge }: OneByOne<Kind, Client>,
  { clients, leftMs, random }: ClientsWorld<Client>,
): NamedTarget<Kind> {
  // Every config has its place beside its names, which the compiler does not see of a kind that it does not know.
  const placeOf = (config: TargetConfig<Kind>) =>
    config as { readonly account: string | null; readonly region: string | null };
  const load = batchLoader<Asked<Kind>, Capacity>({
    most: 1,
    nameOf: ({ config }) => JSON.stringify(config),
    groupOf: ({ config }) => String(placeOf(config).region),
    load: async (all) => {
      const found = new Map<string, Capacity>();
      for (const { config, lastAsked } of all) {
        const client = clients.reader(placeOf(config).region);
        const capacity = await readWithin(leftMs(), (abortSignal) => read(client, config, { abortSignal, lastAsked }));
        found.set(JSON.stringify(config), capacity);
      }
      return found;
    },
    spoils: () => false,
  });
  return {
    tell,
    async capacity(config, lastAsked = null) {
      const capacity = await load({ config, lastAsked }).catch((error: unknown) => refuseIfGone(tell(config), error));
      if (capacity === null) throw new Error(`${tell(config)} was not read`);
      return capacity;
    },
    setCapacity: (config, { units }, term) =>
      act({
        units,
        term,
        random,
        judge,
        ask: (signal) => set(clients.actor(placeOf(config).region), config, units, signal),
      }),
  };
}

function refuseIfGone(told: string, error: unknown): never {
  if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
  throw new Refusal(`${told} does not exist; correct its name or remove the scalable`);
}
