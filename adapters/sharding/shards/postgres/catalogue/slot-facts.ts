import type { Session } from '../../../../postgres/session.ts';

/**
 * What a slot's schema has that its copy gets only when it opens, as one JSON text, kept in a note on both sides: its owner,
 * the rights on it, its comment, and which tables vacuum is told to leave alone. `$2` is the role of applications, which is
 * let in whatever the schema says.
 */
const factsQuery = `
  SELECT jsonb_build_object(
    'owner', nspowner::regrole::text,
    'comment', CASE WHEN obj_description(n.oid, 'pg_namespace') NOT LIKE 'made by headroom for move %' THEN obj_description(n.oid, 'pg_namespace') END,
    'rights', (SELECT coalesce(jsonb_agg(r), '[]') FROM (
      SELECT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END AS grantee, privilege_type AS privilege, is_grantable AS grantable
      FROM aclexplode(coalesce(nspacl, acldefault('n', nspowner))) WHERE grantee::regrole::text !~ '^headroom_'
      UNION SELECT quote_ident($2::text), 'USAGE', false) r),
    'autovacuum', (SELECT coalesce(jsonb_object_agg(relname, option_value), '{}') FROM pg_class c, pg_options_to_table(reloptions)
      WHERE relnamespace = n.oid AND relkind = 'r' AND option_name = 'autovacuum_enabled'))::text AS facts
  FROM pg_namespace n WHERE nspname = $1::text`;

/** The note that they are kept in. */
export const factsNote = 'slot';

/** What is kept of a slot's schema. */
export async function slotFacts(session: Session, schema: string, applicationRole: string): Promise<string> {
  const [row] = await session.query(factsQuery, [schema, applicationRole]);
  return String(row?.facts);
}

/**
 * PL/pgSQL that lets everybody into a schema who was let in before; `facts` and `one` have to be declared. No text of a
 * user's stands in it: names of roles come out of the note.
 */
export function lettingIn(schema: string): string {
  return `FOR one IN SELECT r->>'grantee' AS grantee, r->>'privilege' AS privilege, (r->>'grantable')::boolean AS grantable
      FROM jsonb_array_elements(facts->'rights') r LOOP
      EXECUTE format('GRANT %s ON SCHEMA ${schema} TO %s%s', one.privilege, one.grantee,
        CASE WHEN one.grantable THEN ' WITH GRANT OPTION' ELSE '' END);
    END LOOP;
    IF facts->>'owner' <> (SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = '${schema}') THEN
      EXECUTE format('ALTER SCHEMA ${schema} OWNER TO %s', facts->>'owner');
    END IF;`;
}
