import type { MakeTarget, RegionalClients } from '../../adapters/scaling/targets/any-kind/kind-target.ts';
import { loadedLate } from '../../adapters/scaling/targets/any-kind/loaded-late.ts';
import type { TargetConfig, TargetKind } from '../../core/scaling/config/target-kinds.ts';
import type { FakeAws } from '../adapters/fake-aws.ts';

/** A target of some kind with its fake service, for the laws. */
export interface TargetRig<Kind extends TargetKind> {
  readonly service: Pick<FakeAws<unknown>, 'calls' | 'troubles' | 'called'>;
  readonly reads: string;
  readonly changes: string;
  /** How many targets one read may take. */
  readonly most: number;
  config(name: string, place: Place): TargetConfig<Kind>;
  make(names: readonly string[]): void;
  remove(name: string): void;
  /** A name that AWS refuses together with all others in the call. */
  readonly spoiler: string;
  /** More than the target allows. */
  readonly tooMany: number;
  /** The adapter of this kind on the fake, loaded late; the Regions that it asks for go into `at`. */
  maker(at: Regions): MakeTarget<Kind>;
}

interface Place {
  readonly account: string | null;
  readonly region: string | null;
}

/** Which Regions were asked, in order. */
export type Regions = (string | null)[];

/** One client for every Region, which tells which was asked for. */
export function everywhere<Client>(client: Client, regions: Regions): RegionalClients<Client> {
  const at = (region: string | null) => {
    regions.push(region);
    return client;
  };
  return { reader: at, actor: at };
}

/** As the catalogue loads kinds: reads must batch all the same. */
export function late<Kind extends TargetKind>(make: MakeTarget<Kind>): MakeTarget<Kind> {
  return loadedLate(async () => ({ onAws: () => make }));
}
