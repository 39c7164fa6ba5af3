import type { Session } from '../../../postgres/session.ts';
import { madeNames } from './made-names.ts';
import { note } from './notes.ts';
import type { Side, Work } from './work.ts';

/** A failure may be a deadlock or a moment without connections; so many in a row, with nothing got on with, are not. */
const mostFailures = 8;

/** What is seen of a stream at both of its ends. */
interface Ends {
  readonly publisher: { readonly slotLost: boolean; readonly takenOver: string | null };
  readonly reader: { readonly applyFailures: number; readonly copyFailures: number; readonly tablesCopied: number };
}

/** Why a copy does not come on, in the words of whoever knows; null where it does. `notes` are those of the move. */
export async function stuckOf(
  work: Work,
  { publisher, reader }: Ends,
  notes: ReadonlyMap<string, string>,
): Promise<string | null> {
  const { from, to, stream } = streamOf(work);
  if (publisher.slotLost) {
    return `shard "${from.shard}" has thrown away what "${to.shard}" had not read yet; raise max_slot_wal_keep_size or move at a quieter time`;
  }
  const applied = { what: `applied of ${stream}`, at: String(publisher.takenOver), failures: reader.applyFailures };
  const copied = { what: `copied of ${stream}`, at: String(reader.tablesCopied), failures: reader.copyFailures };
  const inARow = [await failuresSince(work, notes, applied), await failuresSince(work, notes, copied)];
  const most = Math.max(...inARow);
  if (most < mostFailures) return null;
  const waiting = await waitingTables(to.session, stream);
  const logged = await loggedError(to.session);
  const where = waiting === null ? '' : `, those of ${waiting} from the beginning on`;
  const said = logged === null ? '' : ` (${logged})`;
  return `shard "${to.shard}" has failed ${most} times in a row to take rows over; its log says why${said}${where}; mend that, then move the slot again`;
}

/** The stream that is looked at: while a way back stands open, the old source reads from the new owner. */
function streamOf({ move, made, source, target }: Work): { from: Side; to: Side; stream: string } {
  if (move.is !== 'reversible') return { from: source, to: target, stream: made.stream };
  return { from: target, to: source, stream: madeNames({ ...move, way: 'back' }).stream };
}

/** How far a stream had come, and how often it had failed by then. */
interface Reached {
  readonly what: string;
  readonly at: string;
  readonly failures: number;
}

/** A server counts failures for as long as a subscription lives: those count that came since it was first seen where it is. */
async function failuresSince(
  { target, made }: Work,
  notes: ReadonlyMap<string, string>,
  { what, at, failures }: Reached,
): Promise<number> {
  if (failures === 0) return 0;
  const known = JSON.parse(notes.get(what) ?? 'null') as Omit<Reached, 'what'> | null;
  // Counts begin anew where somebody resets a server's statistics.
  if (known !== null && known.at === at && known.failures <= failures) return failures - known.failures;
  await note(target.session, made.schema, what, JSON.stringify({ at, failures }));
  return 0;
}

/** Tables whose rows are not all there yet. */
async function waitingTables(session: Session, stream: string): Promise<string | null> {
  const [row] = await session.query(waitingQuery, [stream]);
  return (row?.names as string | null) ?? null;
}

const waitingQuery = `
  SELECT string_agg(srrelid::regclass::text, ', ') AS names FROM pg_subscription_rel JOIN pg_subscription s ON s.oid = srsubid
  WHERE subname = $1::text AND srsubstate NOT IN ('r', 's')`;

const mostBytes = 200_000;

/** The last error that the server's own log has of a worker; null where the log is not to be read from here. */
async function loggedError(session: Session): Promise<string | null> {
  try {
    const [row] = await session.query(logQuery, [mostBytes]);
    const lines = String(row?.tail ?? '').split('\n');
    const error = lines.findLast((line) => /\b(ERROR|FATAL|PANIC): /.test(line) && !/terminating/.test(line));
    return error?.replace(/^.*\b(ERROR|FATAL|PANIC): +/, '').slice(0, 300) ?? null;
  } catch {
    return null;
  }
}

/** The server keeps a log of its own only where its collector runs; and only some may read it. */
const logQuery = `
  SELECT pg_read_file(name, greatest(0, size - $1::bigint), $1::bigint, true) AS tail
  FROM (SELECT pg_current_logfile() AS name) f, pg_stat_file(name, true) WHERE name IS NOT NULL`;
