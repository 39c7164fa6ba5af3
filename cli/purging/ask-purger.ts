import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Entry } from '../../core/model/entry.ts';
import { tell } from '../../core/model/reason.ts';
import type { Kept, Observation } from '../../core/purging/observation.ts';
import type { Submission } from '../../core/purging/settled.ts';
import { CommandError } from '../command-error.ts';
import { clientSettings, type Where } from '../connect.ts';
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

/** Once, since a second request would be a second purge; as long as the function may run, and a cold start. */
const once = { maxAttempts: 1, requestHandler: { connectionTimeout: 3000, requestTimeout: 75_000 } } as const;

/** Asks the deployment's purger, as its Test tab does. Throws `CommandError` where there is none, or it failed. */
export async function askPurger(
  { signal: abortSignal }: Session,
  where: Where,
  { purge, items, dryRun }: PurgeRequest,
): Promise<PurgeAnswer> {
  const lambda = new LambdaClient({ ...once, ...(await clientSettings(where)) });
  const tags = items.filter((item) => item.startsWith('#')).map((tag) => tag.slice(1));
  const paths = items.filter((item) => !item.startsWith('#'));
  const Payload = JSON.stringify({ purge, paths, tags, dryRun });
  const FunctionName = `${where.deployment}-cdn-purger`;
  const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload }), { abortSignal }).catch(tellMissing);
  const text = answer.Payload?.transformToString() ?? '';
  if (answer.FunctionError !== undefined) throw new CommandError(`the purger failed: ${messageOf(text)}`);
  const { entries, added } = JSON.parse(text) as {
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

function tellMissing(error: unknown): never {
  if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
  throw new CommandError('this deployment has no purger here; check --deployment and --region, or deploy it');
}

function messageOf(text: string): string {
  const { errorMessage } = JSON.parse(text) as { readonly errorMessage?: string };
  return errorMessage ?? 'its log says why';
}
