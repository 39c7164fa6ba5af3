import { prefixOf } from '../../../../../core/sharding/moving/servers/leg.ts';
import { literal, quoted } from '../../../../postgres/quoted.ts';
import { codeOf } from '../../../../postgres/session.ts';
import { cutMark, madeNames } from '../made-names.ts';
import { letIn } from '../open-schema.ts';
import type { Work } from '../work.ts';

/** Longer than vacuum takes to give way; nobody else has locks on a closed copy. */
const lockMs = 1_500;

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
 * rename succeeds. A number taken at the source just before the cut may come back after it, so sequences leave some out.
 */
function opening(work: Work): string {
  const { leg, made, move } = work;
  const opened = literal(leg.opened);
  return `DO $open$ DECLARE mark jsonb; home text; one record; BEGIN
    PERFORM set_config('lock_timeout', '${lockMs}', true);
    SELECT told INTO mark FROM ${quoted(made.schema, made.marks)} WHERE id = ${literal(cutMark)};
    IF mark IS NULL THEN RETURN; END IF;
    ALTER SCHEMA ${quoted(leg.live)} RENAME TO ${quoted(leg.opened)};
    PERFORM setval(c.oid::regclass, CASE WHEN seqincrement > 0
        THEN least(seqmax, value::bigint + 32 * seqcache * seqincrement)
        ELSE greatest(seqmin, value::bigint + 32 * seqcache * seqincrement) END)
      FROM jsonb_each_text(mark) JOIN pg_class c ON relname = key AND relnamespace = ${opened}::regnamespace
      JOIN pg_sequence ON seqrelid = c.oid;
    ${move.way === 'there' ? publishing(work) : ''}
    ${move.kind === 'unpin' ? merging(work) : `${letIn(work, leg.opened)}; COMMENT ON SCHEMA ${quoted(leg.opened)} IS NULL;`}
  END $open$`;
}

/** The way back has every write from the first on; and vacuum may come to the tables from now on. */
function publishing({ leg, move }: Work): string {
  const back = literal(quoted(madeNames({ ...move, way: 'back' }).stream));
  const publish = `EXECUTE 'ALTER PUBLICATION ' || ${back} || ' ADD TABLE ' || one.name;`;
  return `FOR one IN SELECT format('%I.%I', ${literal(leg.opened)}, relname) AS name FROM pg_class
      WHERE relnamespace = ${literal(leg.opened)}::regnamespace AND relkind = 'r' LOOP
      ${move.kind === 'move' ? publish : ''}
      EXECUTE 'ALTER TABLE ' || one.name || ' RESET (autovacuum_enabled)';
    END LOOP;`;
}

/**
 * The rows of a key come back into the slot where its other keys are. Nobody writes them there before the map says so, so
 * that slot need not be closed.
 */
function merging({ leg, move, applicationRole }: Work): string {
  const prefix = literal(`${prefixOf(move.slot)}e`);
  return `SELECT nspname INTO STRICT home FROM pg_namespace
      WHERE starts_with(nspname, ${prefix}) AND has_schema_privilege(${literal(applicationRole)}, oid, 'USAGE');
    PERFORM set_config('session_replication_role', 'replica', true);
    FOR one IN SELECT relname, string_agg(format('%I', attname), ', ') AS columns
      FROM pg_class c JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
      WHERE relnamespace = ${literal(leg.opened)}::regnamespace AND relkind = 'r' GROUP BY relname LOOP
      EXECUTE format('INSERT INTO %I.%I (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %I.%I', home, one.relname, one.columns,
        one.columns, ${literal(leg.opened)}, one.relname);
    END LOOP;`;
}
