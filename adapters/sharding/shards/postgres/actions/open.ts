import { prefixOf } from '../../../../../core/sharding/moving/servers/leg.ts';
import { literal } from '../../../../postgres/quoted.ts';
import { codeOf } from '../../../../postgres/session.ts';
import { factsNote, lettingIn } from '../catalogue/slot-facts.ts';
import { cutMark, discardedNote, madeNames, notesTable } from '../made-names.ts';
import type { Work } from '../work.ts';

/** Nobody else has locks on a closed copy; what waits longer is tried again, or given up, while there is time. */
const lockMs = 500;

/** invalid_schema_name, undefined_table, and what a rename says that came second by a moment: another was quicker. */
const tooLate: ReadonlySet<string | null> = new Set(['3F000', '42P01', 'XX000']);

/** The commit of this is the moment at which the slot has moved. */
export async function open(work: Work): Promise<void> {
  try {
    await work.target.session.query(opening(work));
  } catch (error) {
    if (!tooLate.has(codeOf(error))) throw error;
  }
}

/**
 * All in one message and one transaction, since writers wait. The rename comes first: what follows is done by the one whose
 * rename succeeds. The names in it are our own; what users have named comes out of notes and the catalogue.
 */
function opening(work: Work): string {
  const { leg, made, move } = work;
  const { live, opened } = leg;
  return `DO $open$ DECLARE mark jsonb; facts jsonb; home text; one record; mine record; yours record; BEGIN
    PERFORM set_config('lock_timeout', '${lockMs}', true);
    SELECT told INTO mark FROM ${made.schema}.${made.marks} WHERE id = '${cutMark}';
    IF mark IS NULL THEN RETURN; END IF;
    SELECT told::jsonb INTO STRICT facts FROM ${made.schema}.${notesTable} WHERE what = '${factsNote}' FOR UPDATE;
    IF EXISTS (SELECT FROM ${made.schema}.${notesTable} WHERE what = '${discardedNote}') THEN RETURN; END IF;
    ALTER SCHEMA ${live} RENAME TO ${opened};
    ${numbering(opened)}
    ${move.way === 'there' ? publishing(work) : ''}
    ${move.kind === 'unpin' ? merging(work) : lettingIn(opened)}
    ${move.kind === 'unpin' ? '' : `EXECUTE format('COMMENT ON SCHEMA ${opened} IS %L', facts->>'comment');`}
  END $open$`;
}

/**
 * A number that was taken at the source between the mark and the cut was not used there, and may come back; so a called
 * sequence leaves 32 of its caches out, or half of what it still has where that is less.
 */
function numbering(opened: string): string {
  return `PERFORM setval(c.oid::regclass, CASE WHEN (value->>1)::boolean THEN
        ((value->>0)::numeric + sign(seqincrement::numeric) * trunc(least(32 * seqcache::numeric * abs(seqincrement),
          CASE WHEN seqincrement > 0 THEN seqmax - (value->>0)::numeric ELSE (value->>0)::numeric - seqmin END / 2)
          / abs(seqincrement)) * abs(seqincrement))::bigint
        ELSE (value->>0)::bigint END, (value->>1)::boolean)
      FROM jsonb_each(mark) JOIN pg_class c ON relname = key AND relnamespace = '${opened}'::regnamespace
      JOIN pg_sequence ON seqrelid = c.oid;`;
}

/** The way back has every write from the first on; and vacuum may come to the tables from now on. */
function publishing({ leg, move }: Work): string {
  const back = madeNames({ ...move, way: 'back' }).stream;
  const publish = `EXECUTE 'ALTER PUBLICATION ${back} ADD TABLE ' || one.name;`;
  return `FOR one IN SELECT format('%I.%I', '${leg.opened}', relname) AS name, relname FROM pg_class
      WHERE relnamespace = '${leg.opened}'::regnamespace AND relkind = 'r' LOOP
      ${move.kind === 'move' ? publish : ''}
      EXECUTE 'ALTER TABLE ' || one.name || coalesce(' SET (autovacuum_enabled = ' || quote_literal(facts->'autovacuum'->>one.relname) || ')',
        ' RESET (autovacuum_enabled)');
    END LOOP;`;
}

/**
 * The rows of a key come back into the slot where its other keys are. Nobody writes them there before the map says so, so
 * that slot need not be closed.
 */
function merging({ leg, move }: Work): string {
  const prefix = literal(`${prefixOf(move.slot)}e`);
  return `SELECT nspname INTO STRICT home FROM pg_namespace WHERE starts_with(nspname, ${prefix})
      AND has_schema_privilege((SELECT told::name FROM headroom_${move.id}.${notesTable} WHERE what = 'application role'), oid, 'USAGE');
    PERFORM set_config('session_replication_role', 'replica', true);
    FOR one IN SELECT relname, string_agg(format('%I', attname), ', ') AS columns
      FROM pg_class c JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
      WHERE relnamespace = '${leg.opened}'::regnamespace AND relkind = 'r' GROUP BY relname LOOP
      EXECUTE format('INSERT INTO %I.%I (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %I.%I', home, one.relname, one.columns,
        one.columns, '${leg.opened}', one.relname);
    END LOOP;
    ${numberingOn(leg.opened)}`;
}

/**
 * The key has numbered its rows by itself: where it came further than the slot that it returns to, that goes on from there, or
 * its next numbers would be taken. Numbers that writers take meanwhile lie far below those that `numbering` has left out.
 */
function numberingOn(opened: string): string {
  return `FOR one IN SELECT c.relname, h.oid::regclass AS home, seqincrement, seqmin, seqmax
      FROM pg_class c JOIN pg_class h ON h.relname = c.relname AND h.relkind = 'S' AND h.relnamespace = home::regnamespace
      JOIN pg_sequence ON seqrelid = h.oid WHERE c.relnamespace = '${opened}'::regnamespace AND c.relkind = 'S' AND NOT seqcycle LOOP
      EXECUTE format('SELECT last_value, is_called FROM %I.%I', '${opened}', one.relname) INTO mine;
      EXECUTE format('SELECT last_value, is_called FROM %s', one.home) INTO yours;
      IF mine.is_called AND (mine.last_value::numeric - yours.last_value) * sign(one.seqincrement) >= yours.is_called::int THEN
        PERFORM setval(one.home, greatest(one.seqmin, least(one.seqmax, mine.last_value)));
      END IF;
    END LOOP;`;
}
