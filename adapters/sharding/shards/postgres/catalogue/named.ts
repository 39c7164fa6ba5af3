/** An expression without what the catalogue itself keeps by number and only shows by name. */
const spoken = (expression: string) => `regexp_replace(${expression}, '''([^'']|'''')*''::regclass', '', 'g')`;

/** A schema's name, and not the beginning of another's. */
const speaks = (text: string) => `${text} ~ ('(^|[^a-z0-9_])' || $1::text || '([^0-9]|$)')`;

const ofTable = 'JOIN pg_class c ON c.oid = relation WHERE relnamespace = $1::text::regnamespace AND';

/** `what` names the schema `$1` in a text, of which no record of dependencies knows: expressions of its tables, and functions outside. */
export const named = `
  SELECT format('the default of %s.%s', relname, attname) AS what FROM pg_attrdef
    JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum CROSS JOIN LATERAL (SELECT adrelid AS relation) r
    ${ofTable} ${speaks(spoken('pg_get_expr(adbin, adrelid)'))}
  UNION ALL SELECT format('constraint %s of %s', conname, relname) FROM pg_constraint k CROSS JOIN LATERAL (SELECT conrelid AS relation) r
    ${ofTable} contype = 'c' AND ${speaks(spoken('pg_get_expr(conbin, conrelid)'))}
  UNION ALL SELECT format('policy %s of %s', polname, relname) FROM pg_policy CROSS JOIN LATERAL (SELECT polrelid AS relation) r
    ${ofTable} ${speaks(spoken("concat(pg_get_expr(polqual, polrelid), ' ', pg_get_expr(polwithcheck, polrelid))"))}
  UNION ALL SELECT format('an index of %s', relname) FROM pg_index CROSS JOIN LATERAL (SELECT indrelid AS relation) r
    ${ofTable} ${speaks(spoken("concat(pg_get_expr(indexprs, indrelid), ' ', pg_get_expr(indpred, indrelid))"))}
  UNION ALL SELECT format('function %s', p.oid::regprocedure) FROM pg_proc p
    WHERE pronamespace <> 'pg_catalog'::regnamespace AND strpos(prosrc, $1::text) > 0 AND ${speaks('prosrc')}`;
