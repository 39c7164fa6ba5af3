import type { Entry } from '../../core/model/entry.ts';
import { tell } from '../../core/model/reason.ts';
import type { Kept, Observation } from '../../core/purging/observation.ts';
import type { Submission } from '../../core/purging/settled.ts';
import { CommandError } from '../command-error.ts';
import type { Where } from '../connect.ts';
import { invokeFunction } from '../invoke-function.ts';
import type { Session } from '../session.ts';

/** What a person asks to purge. */
export interface PurgeRequest {
  readonly purge: string;
  readonly items: readonly string[];
  readonly dryRun: boolean;
}

/** An item that is not purged, and why. */
export interface RefusedItem {
  readonly item: string;
  readonly rule: string;
}

/** What the purger answered. */
export interface PurgeAnswer {
  readonly entry: Entry<Observation, readonly Submission[], Kept>;
  /** What its look would purge, or has purged, of what was asked for; none where the next look does it. */
  readonly items: readonly string[];
  /** What this CDN cannot do. */
  readonly refused: readonly RefusedItem[];
  /** The chunks in which what was asked for waits, by which its purges are known. */
  readonly chunks: readonly string[];
}

/** Asks the deployment's purger, as its Test tab does. Throws `CommandError` where there is none, or it failed. */
export async function askPurger(
  session: Session,
  where: Where,
  { purge, items, dryRun }: PurgeRequest,
): Promise<PurgeAnswer> {
  const tags = items.filter((item) => item.startsWith('#')).map((tag) => tag.slice(1));
  const paths = items.filter((item) => !item.startsWith('#'));
  const functionName = `${where.deployment}-cdn-purger`;
  const payload = { purge, paths, tags, dryRun };
  const { entries, added } = (await invokeFunction(session, where, { functionName, what: 'purger', payload })) as {
    readonly entries: readonly PurgeAnswer['entry'][];
    readonly added: Readonly<Record<string, readonly string[]>>;
  };
  const [entry] = entries;
  if (entry === undefined) throw new CommandError(`the purger knows no purge "${purge}" any more; deploy it again`);
  const chunks = added[purge] ?? [];
  const mine = (entry.decision?.desired ?? []).filter((one) => dryRun || one.chunks.some((id) => chunks.includes(id)));
  return { entry, items: mine.flatMap((one) => one.items), refused: refusedBy(entry, mine), chunks };
}

function refusedBy({ decision }: PurgeAnswer['entry'], mine: readonly Submission[]): RefusedItem[] {
  const reasons = (decision?.reasons ?? []).filter(({ by }) => by === 'refused').map(({ because }) => tell(because));
  return mine.flatMap(({ refused }) => refused).map((item) => ({ item, rule: reasons.join('; ') }));
}
