import type { Blocker } from '../../../../../core/sharding/moving/servers/seen.ts';
import { tryCopy } from '../catalogue/dry-run.ts';
import { differences, fingerprint } from '../catalogue/fingerprint.ts';
import { neededExtensions } from '../catalogue/members.ts';
import { schemaDdl } from '../catalogue/schema-ddl.ts';
import type { Work } from '../work.ts';
import { applicationAccess } from './application-access.ts';
import { brokenChecks } from './broken-checks.ts';
import { brokenOf } from './broken-rules.ts';
import type { PreFlight } from './found.ts';
import { pinBlockers } from './pin-blockers.ts';
import { reachBoth } from './reach-both.ts';
import { sourceRules } from './source-rules.ts';
import { databaseFacts, targetRules } from './target-rules.ts';
import { unreleased } from './unreleased.ts';

/**
 * Everything that stands in the way of a move, before anything is touched. What belongs to the slot, leans on it or is leant
 * on is read from the catalogue, and whatever is of no known kind is in the way; then the whole copy is made on trial and has
 * to come out the same. Why: docs/decisions/0036.
 */
export async function preFlight(work: Work): Promise<PreFlight> {
  const { source, leg } = work;
  const held = await source.session.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [leg.live]);
  if (held.length === 0) {
    return only([
      lasting(
        `Shard "${leg.source}" holds no schema ${leg.live}, which the map says it owns: see what it holds of the slot (\\dn) and correct the map.`,
      ),
    ]);
  }
  for (const look of [pinBlockers, ruleBlockers, trialBlockers]) {
    const found = await look(work);
    if (found.length > 0) return only(found);
  }
  const [access, reached] = [await applicationAccess(work), await reachBoth(work)];
  return {
    blockers: [...access.blockers, ...reached.blockers],
    notices: [...access.notices, ...reached.notices],
  };
}

const only = (blockers: readonly Blocker[]): PreFlight => ({ blockers, notices: [] });

const lasting = (told: string): Blocker => ({ told, passes: false });

async function ruleBlockers(work: Work): Promise<readonly Blocker[]> {
  const { source, target, leg, applicationRole } = work;
  const [facts] = await source.session.query(sourceFacts, [leg.live]);
  const [extensions] = await source.session.query(neededExtensions, [leg.live]);
  const [database] = await source.session.query(databaseFacts);
  const values = [leg.live, applicationRole, extensions?.names, facts?.roles, Number(facts?.version), database?.facts];
  return [
    ...(await brokenOf(source.session, leg.source, sourceRules, values)),
    ...(await brokenChecks(source.session, leg)),
    ...(await brokenOf(target.session, leg.target, targetRules, values)),
    ...(await unreleased(work)),
  ];
}

/** What the target has to be able to do for this source. */
const sourceFacts = `
  WITH slot AS (SELECT * FROM pg_class WHERE relnamespace = $1::text::regnamespace)
  SELECT current_setting('server_version_num')::int / 10000 AS version,
    (SELECT coalesce(array_agg(DISTINCT role::regrole::text), '{}') FROM (
      SELECT relowner AS role FROM slot WHERE relkind IN ('r', 'S')
      UNION SELECT grantee FROM slot, aclexplode(relacl)
      UNION SELECT grantee FROM slot JOIN pg_attribute ON attrelid = slot.oid, aclexplode(attacl)
      UNION SELECT nspowner FROM pg_namespace WHERE nspname = $1::text
      UNION SELECT grantee FROM pg_namespace, aclexplode(nspacl) WHERE nspname = $1::text
      UNION SELECT defaclrole FROM pg_default_acl WHERE defaclnamespace = $1::text::regnamespace
      UNION SELECT grantee FROM pg_default_acl, aclexplode(defaclacl) WHERE defaclnamespace = $1::text::regnamespace
      UNION SELECT unnest(polroles) FROM pg_policy JOIN slot ON slot.oid = polrelid
    ) named WHERE role <> 0 AND role::regrole::text !~ '^headroom_') AS roles`;

/** The whole copy, made without rows and rolled back: whatever comes out in another way would do so after the rows were copied. */
async function trialBlockers({ source, target, leg }: Work): Promise<readonly Blocker[]> {
  const tried = await tryCopy(target.session, leg.live, await schemaDdl(source.session, leg.live));
  if ('refused' in tried)
    return [lasting(`Shard "${leg.target}" cannot hold the tables of ${leg.live}: ${tried.refused}.`)];
  const ofSource = await fingerprint(source.session, leg.live);
  const told = differences([`"${leg.source}"`, ofSource], ['a copy', tried.print]);
  if (told === null) return [];
  return [lasting(`The tables of ${leg.live} cannot be copied to "${leg.target}" as they are: ${told}.`)];
}
