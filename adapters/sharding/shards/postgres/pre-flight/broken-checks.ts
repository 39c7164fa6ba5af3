import type { Leg } from '../../../../../core/sharding/moving/servers/leg.ts';
import type { Blocker } from '../../../../../core/sharding/moving/servers/seen.ts';
import { inTransaction, type Session } from '../../../../postgres/session.ts';

/** As long as one check of one table may take. */
const mostMs = 30_000;

/**
 * Checks that may have been true once and not be any more, since they ask what changes (the time, a setting): rows that break
 * one by now cannot be copied. Which do is read from the expression as the server keeps it.
 */
export async function brokenChecks(session: Session, { live, source }: Leg): Promise<readonly Blocker[]> {
  const found: string[] = [];
  for (const { name, relation, condition } of await session.query(changingChecks, [live])) {
    const rows = await inTransaction(
      session,
      () => session.query(`SELECT 1 FROM ${relation} WHERE NOT (${condition}) LIMIT 1`),
      { statement_timeout: mostMs },
    );
    if (rows !== null && rows.length > 0) found.push(String(name));
  }
  if (found.length === 0) return [];
  const told = `Shard "${source}": these checks do not hold for all rows any more: ${found.join(', ')}; correct the rows, or drop them.`;
  return [{ told, passes: false }];
}

const changingChecks = `
  SELECT format('%s of %s', conname, relname) AS name, conrelid::regclass::text AS relation, pg_get_expr(conbin, conrelid) AS condition
  FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid
  WHERE relnamespace = $1::text::regnamespace AND contype = 'c' AND convalidated AND (conbin::text LIKE '%SQLVALUEFUNCTION%'
    OR EXISTS (SELECT FROM regexp_matches(conbin::text, ':(?:func|opfunc)id ([0-9]+)', 'g') AS used(id)
      JOIN pg_proc p ON p.oid = used.id[1]::oid WHERE provolatile <> 'i')
    OR conbin::text LIKE '%COERCEVIAIO%')`;
