import type { Session } from '../../../postgres/session.ts';
import type { Work } from './work.ts';

/** A failure may be a deadlock or a moment without connections; so many are not. */
const mostFailures = 8;

/** Why a copy does not come on, in the words of whoever knows; null where it does. */
export async function stuckOf(
  { leg, made, target }: Work,
  source: { readonly slotLost: boolean },
  atTarget: { readonly failures: number },
): Promise<string | null> {
  if (source.slotLost) {
    return `shard "${leg.source}" has thrown away what "${leg.target}" had not read yet; raise max_slot_wal_keep_size or move at a quieter time`;
  }
  if (atTarget.failures < mostFailures) return null;
  const waiting = await waitingTables(target.session, made.stream);
  const logged = await loggedError(target.session);
  const where = waiting === null ? '' : `, those of ${waiting} from the beginning on`;
  const said = logged === null ? '' : ` (${logged})`;
  return `shard "${leg.target}" has failed ${atTarget.failures} times to take rows over; its log says why${said}${where}; mend that, then move the slot again`;
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
