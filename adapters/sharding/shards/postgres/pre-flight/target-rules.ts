import { type Rule, rule } from './broken-rules.ts';
import { serverRules } from './server-rules.ts';

const schema = ([live]: readonly unknown[]) => [live];

/** What a database does with texts of values. What it sorts by has a version, which an upgrade of the system changes. */
export const databaseFacts = `
  SELECT jsonb_strip_nulls(jsonb_build_object('encoding', pg_encoding_to_char(encoding), 'collation', datcollate, 'character type', datctype,
    'provider of collations', datlocprovider, 'ICU locale', daticulocale,
    'version of its collation', (SELECT pg_database_collation_actual_version(oid)),
    'lc_monetary', current_setting('lc_monetary'), 'array_nulls', current_setting('array_nulls'), 'xmloption', current_setting('xmloption'),
    'integer_datetimes', current_setting('integer_datetimes'), 'block_size', current_setting('block_size'))) AS facts
  FROM pg_database WHERE datname = current_database()`;

/** What both databases must have alike; `$1` is how the source has it, as `databaseFacts` answers. */
const alike: readonly Rule[] = [
  rule(
    'its database is not like that of the source: {what}; make one that is (CREATE DATABASE ... TEMPLATE template0), since texts would be sorted, compared or read in another way',
    ([, , , , , facts]) => [facts],
    `
    SELECT format('%s is %s and not %s', key, coalesce(mine.value, 'not set'), coalesce(theirs.value, 'not set')) AS what
    FROM jsonb_each_text(${`(SELECT facts FROM (FACTS) f)`}) mine FULL JOIN jsonb_each_text($1::jsonb) theirs USING (key)
    WHERE mine.value IS DISTINCT FROM theirs.value`.replace('FACTS', () => databaseFacts),
  ),
];

/** What must be so at the shard that takes. */
export const targetRules: readonly Rule[] = [
  ...serverRules,
  ...alike,
  rule(
    'it still holds something of the slot from another move: {what}; that is cleaned by itself, or see what it is (\\dn+)',
    schema,
    `
    SELECT nspname AS what FROM pg_namespace WHERE nspname LIKE replace(regexp_replace($1::text, 'e[0-9]+$', ''), '_', '\\_') || '%'`,
    true,
  ),
  rule(
    'the tables use these extensions, which it does not have: {what}; CREATE EXTENSION',
    ([, , extensions]) => [extensions],
    `
    SELECT wanted AS what FROM unnest($1::text[]) wanted WHERE NOT EXISTS (SELECT FROM pg_extension WHERE extname = wanted)`,
  ),
  rule(
    'it has not these roles, which have rights on the tables: {what}; create them',
    ([, , , roles]) => [roles],
    `
    SELECT wanted AS what FROM unnest($1::text[]) wanted WHERE NOT EXISTS (SELECT FROM pg_roles WHERE quote_ident(rolname) = wanted)`,
  ),
  rule(
    'it runs PostgreSQL {what}, which is older than the source; upgrade it first',
    ([, , , , version]) => [version],
    `
    SELECT current_setting('server_version') AS what WHERE current_setting('server_version_num')::int / 10000 < $1::int`,
  ),
];
