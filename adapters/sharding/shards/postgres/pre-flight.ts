import type { Blocker } from '../../../../core/sharding/moving/servers/seen.ts';
import type { Session } from '../../../postgres/session.ts';
import { pinBlockers } from './pin-blockers.ts';
import { type Rule, sourceRules, targetRules } from './pre-flight-rules.ts';
import type { Work } from './work.ts';

/** Everything that stands in the way of a move, before anything is touched. */
export async function preFlight(work: Work): Promise<readonly Blocker[]> {
  const { source, target, leg, applicationRole } = work;
  const held = await source.session.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [leg.live]);
  if (held.length === 0) {
    const told = `Shard "${leg.source}" holds no schema ${leg.live}, which the map says it owns: see what it holds of the slot (\\dn) and correct the map.`;
    return [{ told, passes: false }];
  }
  const pin = await pinBlockers(work);
  if (pin.length > 0) return pin;
  const [facts] = await source.session.query(sourceFacts, [leg.live]);
  const broken = await brokenOf(source.session, leg.source, sourceRules, [leg.live, applicationRole]);
  const version = Number(facts?.version);
  const values = [leg.live, applicationRole, facts?.extensions, facts?.roles, version, Number(facts?.tables)];
  return [...broken, ...(await brokenOf(target.session, leg.target, targetRules, values))];
}

/** What the target has to be able to do for this source. */
const sourceFacts = `
  SELECT current_setting('server_version_num')::int / 10000 AS version,
    (SELECT count(*) FROM pg_class WHERE relnamespace = $1::text::regnamespace AND relkind = 'r') AS tables,
    (SELECT coalesce(array_agg(DISTINCT extname::text), '{}') FROM pg_attribute
      JOIN pg_class c ON c.oid = attrelid AND relnamespace = $1::text::regnamespace
      JOIN pg_depend d ON d.classid = 'pg_type'::regclass AND d.objid = atttypid AND d.deptype = 'e'
      JOIN pg_extension e ON e.oid = d.refobjid) AS extensions,
    (SELECT coalesce(array_agg(DISTINCT grantee::regrole::text), '{}') FROM pg_class, aclexplode(relacl)
      WHERE relnamespace = $1::text::regnamespace AND grantee <> 0 AND grantee <> relowner) AS roles`;

async function brokenOf(
  session: Session,
  shard: string,
  rules: readonly Rule[],
  values: readonly unknown[],
): Promise<Blocker[]> {
  const found: Blocker[] = [];
  for (const { broken, uses, told, passes } of rules) {
    const [row] = await session.query(
      `SELECT string_agg(what::text, ', ') AS what FROM (${broken}) found`,
      uses(values),
    );
    if (row?.what) found.push({ told: `Shard "${shard}": ${told.replaceAll('{what}', String(row.what))}.`, passes });
  }
  return found;
}
