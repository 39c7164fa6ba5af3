import type { Session } from '../../../../postgres/session.ts';
import { leanedOn, members } from '../catalogue/members.ts';
import type { Work } from '../work.ts';
import type { PreFlight } from './found.ts';

/** Who applications are at one side, apart from rights on the slot itself: by kind and name, as the catalogue has it. */
type Access = ReadonlyMap<string, string>;

/**
 * Applications have to be able to do at the target what they do at the source, and that rests on more than the slot: on whether
 * their role may connect, on what it is a member of, on what is set for it. What would fail there, or be left unchecked, is in
 * the way; what would only look otherwise is told.
 */
export async function applicationAccess({ source, target, leg, applicationRole }: Work): Promise<PreFlight> {
  const [named] = await source.session.query(namesQuery, [leg.live]);
  const names = [named?.roles, named?.functions, named?.schemas] as readonly (readonly string[])[];
  const here = await accessOf(source.session, applicationRole, names);
  const there = await accessOf(target.session, applicationRole, names);
  const unlike = [...missing(here, there), ...otherwise(here, there)];
  const told = (isGrave: boolean) => unlike.filter((one) => one.isGrave === isGrave).map((one) => one.told);
  const [grave, light] = [told(true), told(false)];
  return {
    blockers:
      grave.length === 0
        ? []
        : [
            {
              told: `Shard "${target.shard}": applications (${applicationRole}) would not find what they have on "${source.shard}": ${grave.join(', ')}; grant it or set it alike.`,
              passes: false,
            },
          ],
    notices: light.length === 0 ? [] : [`Shard "${target.shard}" is not like "${source.shard}": ${light.join(', ')}.`],
  };
}

interface Unlike {
  readonly told: string;
  /** Whether statements would fail, or go unchecked. */
  readonly isGrave: boolean;
}

/** Rights and memberships that the target has not. */
function missing(here: Access, there: Access): Unlike[] {
  return [...here]
    .filter(([key]) => !key.startsWith('set '))
    .filter(([key, value]) => there.get(key) !== value)
    .map(([key]) => ({ told: key, isGrave: !key.startsWith('others ') }));
}

/** Settings that somebody has given on either side and that are others on the other. */
function otherwise(here: Access, there: Access): Unlike[] {
  const names = [...new Set([...here.keys(), ...there.keys()])].filter((key) => key.startsWith('set '));
  return names.sort().flatMap((key) => {
    const [mine, yours] = [here.get(key) ?? notSet, there.get(key) ?? notSet];
    if (plain(mine) === plain(yours)) return [];
    const name = key.slice('set '.length);
    return [{ told: `${name} (${yours} there, ${mine} here)`, isGrave: !looks.has(name.toLowerCase()) }];
  });
}

const notSet = 'not set';

/** These change how values are written and read, and no row; applications that mind set them themselves. */
const looks: ReadonlySet<string> = new Set([
  'bytea_output',
  'client_encoding',
  'client_min_messages',
  'datestyle',
  'extra_float_digits',
  'intervalstyle',
  'lc_messages',
  'lc_numeric',
  'lc_time',
  'timezone',
  'timezone_abbreviations',
  'xmlbinary',
]);

/** A truth has many spellings. */
function plain(value: string): string {
  const text = value.toLowerCase();
  if (['on', 'true', 'yes', '1'].includes(text)) return 'on';
  return ['off', 'false', 'no', '0'].includes(text) ? 'off' : text;
}

async function accessOf(session: Session, role: string, names: readonly (readonly string[])[]): Promise<Access> {
  const rows = await session.query(accessQuery, [role, ...names]);
  return new Map(rows.map(({ key, value }) => [String(key), String(value)]));
}

/** Every expression that is evaluated for whoever writes or reads rows, as the server keeps it. */
const expressions = `
  SELECT adbin::text AS tree FROM pg_attrdef JOIN slot ON slot.oid = adrelid
  UNION ALL SELECT conbin::text FROM pg_constraint JOIN slot ON slot.oid = conrelid
  UNION ALL SELECT concat(indexprs, indpred) FROM pg_index JOIN slot ON slot.oid = indrelid
  UNION ALL SELECT concat(polqual, polwithcheck) FROM pg_policy JOIN slot ON slot.oid = polrelid`;

/** Who owns or may use anything of the slot, beside streams; what its expressions call; where that stands on which it leans. */
const namesQuery = `
  WITH RECURSIVE ${members}, ${leanedOn}, slot AS (SELECT * FROM pg_class WHERE relnamespace = $1::text::regnamespace),
  used AS (SELECT DISTINCT number[1] AS kind, number[2]::oid AS oid FROM (${expressions}) e, regexp_matches(tree, ':(funcid|opno) ([0-9]+)', 'g') AS number)
  SELECT (SELECT coalesce(array_agg(DISTINCT p.oid::regprocedure::text), '{}') FROM pg_proc p WHERE p.oid IN (
    SELECT oid FROM used WHERE kind = 'funcid' UNION SELECT oprcode FROM pg_operator o JOIN used ON o.oid = used.oid AND kind = 'opno')) AS functions,
  (SELECT coalesce(array_agg(DISTINCT nspname::text), '{}') FROM pg_namespace n WHERE n.oid IN (
    SELECT objid FROM leaned WHERE classid = 'pg_namespace'::regclass
    UNION SELECT extnamespace FROM leaned l JOIN extended x ON x.classid = l.classid AND x.objid = l.objid
      JOIN pg_extension e ON e.oid = x.extension)) AS schemas,
  (SELECT coalesce(array_agg(DISTINCT rolname::text), '{}') FROM pg_roles WHERE rolname !~ '^headroom_' AND oid IN (
    SELECT relowner FROM pg_class WHERE relnamespace = $1::text::regnamespace
    UNION SELECT grantee FROM pg_class, aclexplode(relacl) WHERE relnamespace = $1::text::regnamespace
    UNION SELECT grantee FROM pg_class c JOIN pg_attribute ON attrelid = c.oid, aclexplode(attacl) WHERE relnamespace = $1::text::regnamespace
    UNION SELECT unnest(polroles) FROM pg_policy JOIN pg_class c ON c.oid = polrelid WHERE relnamespace = $1::text::regnamespace)) AS roles`;

/**
 * Of settings those count that change what a statement means: the classes of them that say so, and whatever the server does not
 * know (extensions and applications have such ones). One that nobody gave here is as the server's files have it.
 */
const accessQuery = `
  WITH app AS (SELECT * FROM pg_roles WHERE rolname = $1::text),
  db AS (SELECT * FROM pg_database WHERE datname = current_database()),
  given AS (SELECT DISTINCT ON (lower(name)) name, value FROM pg_db_role_setting CROSS JOIN unnest(setconfig) one
    CROSS JOIN LATERAL (SELECT split_part(one, '=', 1) AS name, substr(one, strpos(one, '=') + 1) AS value) s
    WHERE setdatabase IN (0, (SELECT oid FROM db)) AND setrole IN (0, (SELECT oid FROM app))
    ORDER BY lower(name), (setdatabase <> 0 AND setrole <> 0) DESC, setrole <> 0 DESC, setdatabase <> 0 DESC),
  usable AS (SELECT m.rolname AS member, m.rolcanlogin, r.rolname AS role FROM pg_roles m JOIN pg_roles r ON m.oid <> r.oid
    AND NOT m.rolsuper AND m.rolname !~ '^(headroom_|pg_)' AND r.rolname = ANY($2::text[] || $1::text) AND pg_has_role(m.oid, r.oid, 'USAGE'))
  SELECT format('%s on its database', kind) AS key, 'yes' AS value FROM app, db, unnest('{CONNECT,TEMPORARY,CREATE}'::text[]) kind
  WHERE has_database_privilege(app.oid, db.oid, kind)
  UNION ALL SELECT kind, 'yes' FROM app CROSS JOIN LATERAL (VALUES ('the right to log in', rolcanlogin), ('a superuser''s rights', rolsuper),
    ('the right to pass row security by', rolbypassrls), ('rights by inheritance', rolinherit),
    ('any connection', rolconnlimit <> 0), ('a password that is valid', coalesce(rolvaliduntil > now(), true))) v(kind, has) WHERE has
  UNION ALL SELECT CASE WHEN member = $1::text OR (role = $1::text AND rolcanlogin) THEN format('%I as a member of %I', member, role)
    ELSE format('others have not %I as a member of %I', member, role) END, 'yes' FROM usable
  UNION ALL SELECT format('EXECUTE on %s', name), 'yes' FROM app, unnest($3::text[]) name
    WHERE has_function_privilege(app.oid, to_regprocedure(name)::oid, 'EXECUTE')
  UNION ALL SELECT format('USAGE on schema %s', name), 'yes' FROM app, unnest($4::text[]) name
    WHERE has_schema_privilege(app.oid, to_regnamespace(quote_ident(name))::oid, 'USAGE')
  UNION ALL SELECT format('others have not the default rights of %s on %s (%s)', defaclrole::regrole, defaclobjtype, defaclacl::text), 'yes'
    FROM pg_default_acl JOIN pg_roles r ON r.oid = defaclrole WHERE defaclnamespace = 0 AND rolname = ANY($2::text[])
  UNION ALL SELECT 'set ' || name, value FROM given LEFT JOIN pg_settings p USING (name)
  WHERE category IS NULL OR (category ~ '^(Client Connection Defaults|Version and Platform Compatibility) /' AND category !~ 'Preloading$')`;
