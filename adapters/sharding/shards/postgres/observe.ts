import { slotsOf } from '../../../../core/sharding/map/slots-of.ts';
import type { Move } from '../../../../core/sharding/moving/move.ts';
import { legOf, prefixOf } from '../../../../core/sharding/moving/servers/leg.ts';
import type { CopySeen, ShardSeen } from '../../../../core/sharding/moving/servers/seen.ts';
import { quoted } from '../../../postgres/quoted.ts';
import { codeOf, type Row, type Session } from '../../../postgres/session.ts';
import { copiesOf } from './actions/clean.ts';
import { differences, fingerprint, parseFingerprint } from './catalogue/fingerprint.ts';
import { stampOf } from './catalogue/stamp.ts';
import { unpublished } from './catalogue/unpublished.ts';
import { commentOf, comparedNote, cutMark, discardedNote, madeNames, notesTable, tryName } from './made-names.ts';
import { stuckOf } from './stuck.ts';
import type { Side, Work } from './work.ts';

/** What one shard's catalogue says of a move. */
export interface SideSeen extends ShardSeen {
  readonly published: boolean;
  /** Of its subscription on the way looked at. */
  readonly following: boolean;
  readonly tablesCopied: number;
  readonly tablesFollowed: number;
  /** How often its workers have broken off, and why nobody can tell: those that follow, and those that copy a table. */
  readonly applyFailures: number;
  readonly copyFailures: number;
  /** How far the stream from here was taken over for good, as a position in the log; null where there is none. */
  readonly takenOver: string | null;
  /** The stream's slot here is lost: so much was written that the server threw away what had not been sent. */
  readonly slotLost: boolean;
  /** Somebody reads from the stream's slot here. */
  readonly streaming: boolean;
  readonly backSlot: boolean;
  /** The mark of the cut has come here; only looked at while writers wait. */
  readonly marked: boolean;
}

/** What is not looked at while writers wait. */
const unseen: Omit<SideSeen, 'names'> = {
  leftovers: 0,
  published: false,
  following: false,
  tablesCopied: 0,
  tablesFollowed: 0,
  applyFailures: 0,
  copyFailures: 0,
  takenOver: null,
  slotLost: false,
  streaming: false,
  backSlot: false,
  marked: false,
};

/** Looks at one side, while writers wait: under which names it holds the slot, and whether the mark of the cut has come. */
export async function seeNames(work: Work, { session }: Side): Promise<SideSeen> {
  const { move, made } = work;
  if (move.is === 'aborting') return { ...unseen, names: await namesWhileAborting(work, session) };
  const marked = `EXISTS (SELECT FROM ${quoted(made.schema, made.marks)} WHERE id = $2::text)`;
  const [row] = await session.query(`SELECT ${namesQuery} AS names, ${marked} AS marked`, [prefixesOf(move), cutMark]);
  return { ...unseen, names: row?.names as string[], marked: row?.marked === true };
}

/** A copy that is discarded by a note has its name still, and is none that could be opened. There may be no notes yet. */
async function namesWhileAborting({ move, made }: Work, session: Session): Promise<readonly string[]> {
  const notes = quoted(made.schema, notesTable);
  const text = `SELECT ${namesQuery} AS names, to_regclass($2::text) IS NOT NULL AS noted`;
  const [row] = await session.query(text, [prefixesOf(move), notes]);
  const names = row?.names as string[];
  if (row?.noted !== true) return names;
  const [discarded] = await session.query(`SELECT told FROM ${notes} WHERE what = $1`, [discardedNote]);
  return names.filter((name) => name !== discarded?.told);
}

/** Looks at one side. `way` is the way whose stream is meant. */
export async function seeSide({ move, leg }: Work, { session }: Side, way: 'there' | 'back'): Promise<SideSeen> {
  const streams = (['there', 'back'] as const).map((one) => madeNames({ ...move, way: one }).stream);
  const { stream, schema } = madeNames({ ...move, way });
  const all = [...streams, ...streams.map(tryName)];
  const values = [prefixesOf(move), all, schema, [leg.cut, leg.dead], commentOf(move), stream, streams[1]];
  const [row] = await session.query(sideQuery, values);
  const seen = row?.seen as Omit<SideSeen, 'leftovers' | 'marked'> & { made: number; copies: number };
  return { ...seen, marked: false, leftovers: seen.made + seen.copies };
}

const mine = 'subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())';
/** Patterns of the names of every slot that the move has to do with. */
function prefixesOf(move: Move): string[] {
  return slotsOf(move).all.map((slot) => `${prefixOf(slot).replaceAll('_', '\\_')}%`);
}

const namesQuery = `(SELECT coalesce(jsonb_agg(nspname), '[]') FROM pg_namespace WHERE nspname LIKE ANY($1::text[]))`;
const sideQuery = `
  SELECT jsonb_build_object(
    'names', ${namesQuery},
    'made', (SELECT count(*) FROM pg_replication_slots WHERE slot_name = ANY($2::text[]))
      + (SELECT count(*) FROM pg_publication WHERE pubname = ANY($2::text[]) OR starts_with(pubname, $3 || '_try_')
        OR starts_with(pubname, $3 || '_back_try_'))
      + (SELECT count(*) FROM pg_subscription WHERE subname = ANY($2::text[]) AND ${mine})
      + (SELECT count(*) FROM pg_roles WHERE rolname = ANY($2::text[]) OR starts_with(rolname, $3 || '_try_')
        OR starts_with(rolname, $3 || '_back_try_'))
      + (SELECT count(*) FROM pg_namespace WHERE nspname = $3::text),
    'copies', (SELECT count(*) FROM (${copiesOf.replace('$1', '$4').replace('$2', '$5')}) copies),
    'published', EXISTS (SELECT FROM pg_publication WHERE pubname = $6::text),
    'following', EXISTS (SELECT FROM pg_subscription WHERE subname = $6::text AND subenabled AND ${mine}),
    'tablesFollowed', (SELECT count(*) FROM pg_subscription_rel JOIN pg_subscription s ON s.oid = srsubid WHERE subname = $6::text),
    'tablesCopied', (SELECT count(*) FROM pg_subscription_rel JOIN pg_subscription s ON s.oid = srsubid
      WHERE subname = $6::text AND srsubstate = 'r'),
    'applyFailures', (SELECT coalesce(sum(apply_error_count), 0) FROM pg_stat_subscription_stats WHERE subname = $6::text),
    'copyFailures', (SELECT coalesce(sum(sync_error_count), 0) FROM pg_stat_subscription_stats WHERE subname = $6::text),
    'takenOver', (SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE slot_name = $6::text),
    'slotLost', EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = $6::text AND wal_status = 'lost'),
    'streaming', EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = $6::text AND active),
    'backSlot', EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = $7::text)
      AND EXISTS (SELECT FROM pg_publication WHERE pubname = $7::text)
  ) AS seen`;

const freshSeconds = 10;

/** How far the copy is, of which both sides have been seen, on the way looked at. */
export async function seeCopy(work: Work, source: SideSeen, target: SideSeen): Promise<CopySeen> {
  const { move, leg } = work;
  const isCopying = move.is === 'copying' || move.is === 'catching-up' || move.is === 'rolling-back';
  const isOpenHere = source.names.includes(leg.live);
  const notes = await notesOf(work);
  const isLooked = isCopying && isOpenHere;
  const stamp = isLooked ? await stampOf(work.source.session, leg.live) : null;
  const isCompared = stamp !== null && notes.get(comparedNote(move)) === stamp;
  const { live } = legOf({ ...move, way: move.is === 'reversible' ? 'back' : move.way });
  return {
    prepared: target.names.includes(live) && source.published,
    following: target.following && target.names.includes(live),
    connected: source.streaming,
    copied: target.following && target.tablesFollowed > 0 && target.tablesCopied === target.tablesFollowed,
    indexed: notes.has('indexed'),
    backPrepared: target.backSlot,
    verified: isCompared && notes.has(`verified ${move.way}`),
    mismatch: notes.get(`mismatch ${move.way}`) ?? null,
    drift: isCompared ? null : await driftOf(work, notes, { isLooked, isMirrored: target.names.includes(live) }),
    lagMs: notes.has(`lag ${move.way}`) ? Number(notes.get(`lag ${move.way}`)) : null,
    lockedBy: isLooked ? await lockedBy(work.source.session, leg.live) : null,
    marked: false,
    stuck: await stuckOf(work, { publisher: source, reader: target }, notes),
  };
}

/** Notes on how things were at one moment count for that moment only. */
async function notesOf({ target, made }: Work): Promise<ReadonlyMap<string, string>> {
  const text = `SELECT what, told FROM ${quoted(made.schema, 'notes')} WHERE what NOT LIKE 'lag%' OR at > now() - interval '${freshSeconds} s'`;
  const rows = await orNone(target.session.query(text));
  return new Map(rows.map(({ what, told }) => [String(what), String(told)]));
}

/** Rows of a table that may not be there. */
async function orNone(rows: Promise<readonly Row[]>): Promise<readonly Row[]> {
  try {
    return await rows;
  } catch (error) {
    const code = codeOf(error);
    if (code === '42P01' || code === '3F000') return [];
    throw error;
  }
}

/** What somebody has changed of the tables meanwhile, and what that means for the move. */
async function driftOf(
  work: Work,
  notes: ReadonlyMap<string, string>,
  { isLooked, isMirrored }: { readonly isLooked: boolean; readonly isMirrored: boolean },
): Promise<string | null> {
  const { move, leg, made, source, target } = work;
  const known = notes.get('fingerprint');
  if (move.way === 'there' && isLooked && known !== undefined) {
    const now = await fingerprint(source.session, leg.live);
    const changed =
      (await unpublished(source.session, leg.live, made.stream)) ??
      differences(['the source', now], ['the copy', parseFingerprint(known)]);
    if (changed === null) return null;
    return `the tables of ${leg.live} were changed while their copy was made; nothing is lost; move the slot again, and change no tables until it has moved (${changed})`;
  }
  if (!isMirrored || (move.way === 'back' ? !isLooked : move.is !== 'reversible')) return null;
  const back = legOf({ ...move, way: 'back' });
  const [owner, mirror] = move.way === 'back' ? [source, target] : [target, source];
  const ofOwner = await fingerprint(owner.session, back.live);
  const ofMirror = await fingerprint(mirror.session, back.live);
  const lost =
    (await unpublished(owner.session, back.live, madeNames({ ...move, way: 'back' }).stream)) ??
    differences([`"${owner.shard}"`, ofOwner], [`"${mirror.shard}"`, ofMirror]);
  return lost === null ? null : `going back would lose what was changed since the move: ${lost}`;
}

const blockingModes =
  "'RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'";

/** Who holds locks against which a cut would run in vain. */
async function lockedBy(session: Session, schema: string): Promise<string | null> {
  const [row] = await session.query(lockQuery, [schema]);
  return row === undefined ? null : String(row.told);
}

const lockQuery = `
  SELECT told FROM (
    SELECT format('%s of process %s (%s), %s s old, which has locked %s', CASE WHEN backend_type LIKE 'autovacuum%' THEN 'the vacuum'
        ELSE 'a transaction' END, a.pid, coalesce(nullif(application_name, ''), backend_type),
      round(extract(epoch FROM clock_timestamp() - xact_start)::numeric, 1), relation::regclass) AS told, xact_start AS since
    FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid JOIN pg_class c ON c.oid = relation
    WHERE relnamespace = $1::text::regnamespace AND granted AND locktype = 'relation' AND a.pid <> pg_backend_pid()
      AND mode IN (${blockingModes}) AND xact_start < clock_timestamp() - interval '0.5 s'
    UNION ALL
    SELECT format('the prepared transaction %L of %s, which has locked %s: COMMIT PREPARED or ROLLBACK PREPARED it', gid, owner, relation::regclass), prepared
    FROM pg_locks l JOIN pg_prepared_xacts p ON l.virtualtransaction = '-1/' || p.transaction JOIN pg_class c ON c.oid = relation
    WHERE relnamespace = $1::text::regnamespace AND granted AND locktype = 'relation' AND mode IN (${blockingModes})
  ) locks ORDER BY since LIMIT 1`;
