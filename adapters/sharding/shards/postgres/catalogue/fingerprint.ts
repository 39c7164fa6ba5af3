import type { Session } from '../../../../postgres/session.ts';
import { leanedLines, leanedOn, members } from './members.ts';

/** Everything that is copied of a schema, by kind, table and name, each as text; the schema's own name is left out. */
export type Fingerprint = ReadonlyMap<string, string>;

/** Reads everything of a schema that a copy of it must have too. */
export async function fingerprint(session: Session, schema: string): Promise<Fingerprint> {
  const rows = await session.query(linesQuery, [schema]);
  return new Map(rows.map(({ key, told }) => [String(key), String(told)]));
}

/** As it is kept in a note. */
export function fingerprintText(print: Fingerprint): string {
  return JSON.stringify([...print]);
}

/** Reads what `fingerprintText` wrote. */
export function parseFingerprint(text: string): Fingerprint {
  return new Map(JSON.parse(text) as [string, string][]);
}

const mostShown = 5;

/** Where two are not the same, for people; null where they are. `one` and `other` say whose they are. */
export function differences(
  [one, ofOne]: readonly [string, Fingerprint],
  [other, ofOther]: readonly [string, Fingerprint],
): string | null {
  const keys = [...new Set([...ofOne.keys(), ...ofOther.keys()])].sort();
  const unequal = keys.filter((key) => ofOne.get(key) !== ofOther.get(key));
  if (unequal.length === 0) return null;
  const shown = unequal.slice(0, mostShown).map((key) => {
    const [here, there] = [ofOne.get(key), ofOther.get(key)];
    if (here === undefined) return `${key} is only on ${other}`;
    if (there === undefined) return `${key} is only on ${one}`;
    return `${key} is (${here}) on ${one} and (${there}) on ${other}`;
  });
  const more = unequal.length > mostShown ? `, and ${unequal.length - mostShown} more` : '';
  return `${shown.join('; ')}${more}`;
}

const relation = "replace(RELATION::regclass::text, quote_ident($1::text) || '.', '')";
const named = (oid: string) => relation.replace('RELATION', oid);

/** Rights as one text, without those that moves give for their own sake. */
const rightsText = (acl: string, kind: string, owner: string) => `
  (SELECT string_agg(concat(CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END, '=', privilege_type,
      CASE WHEN is_grantable THEN '*' END, CASE WHEN grantor <> ${owner} THEN '/' || grantor::regrole::text END), ' '
      ORDER BY grantee::regrole::text, privilege_type, grantor::regrole::text)
    FROM aclexplode(coalesce(${acl}, acldefault(${kind}, ${owner}))) WHERE grantee::regrole::text !~ '^headroom_')`;

const options = (array: string) =>
  `(SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(${array}) o WHERE o NOT LIKE 'autovacuum_enabled=%')`;

/**
 * Rows of `key` and `told`. Whether vacuum comes, the rights on the schema, its owner and its comment are not in it, since a
 * copy has them only once it opens: they go by notes.
 */
const linesQuery = `
  WITH RECURSIVE ${members}, ${leanedOn},
  slot AS (SELECT c.* FROM pg_class c WHERE relnamespace = $1::text::regnamespace)
  SELECT key, replace(told, quote_ident($1::text) || '.', '') AS told FROM (
    SELECT format('%s %s', CASE relkind WHEN 'r' THEN 'table' WHEN 'S' THEN 'sequence' ELSE 'relation' END, relname) AS key,
      concat_ws(', ', 'kind ' || relkind::text, 'persistence ' || relpersistence::text, 'replica identity ' || relreplident::text,
        'owner ' || relowner::regrole::text, 'method ' || (SELECT amname FROM pg_am WHERE pg_am.oid = relam),
        'options ' || ${options('reloptions')}, 'toast options ' || (SELECT array_to_string(t.reloptions, ', ') FROM pg_class t WHERE t.oid = c.reltoastrelid),
        CASE WHEN relrowsecurity THEN 'row security' END, CASE WHEN relforcerowsecurity THEN 'forced row security' END,
        'of type ' || nullif(reloftype, 0)::regtype::text, 'rights ' || ${rightsText('relacl', `(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char"`, 'relowner')}) AS told
    FROM slot c WHERE relkind NOT IN ('i', 'I', 't')
    UNION ALL
    SELECT format('column %s.%s', relname, attname),
      concat_ws(', ', 'position ' || row_number() OVER (PARTITION BY attrelid ORDER BY attnum), format_type(atttypid, atttypmod),
        'collation ' || (SELECT concat(n.nspname, '.', collname) FROM pg_collation o JOIN pg_namespace n ON n.oid = collnamespace WHERE o.oid = attcollation),
        CASE WHEN attnotnull THEN 'not null' END, 'identity ' || nullif(attidentity::text, ''), 'generated ' || nullif(attgenerated::text, ''),
        'default ' || pg_get_expr(adbin, adrelid), 'storage ' || attstorage::text, 'compression ' || nullif(attcompression::text, ''),
        'statistics ' || nullif(attstattarget, -1), 'options ' || ${options('attoptions')},
        'rights ' || CASE WHEN attacl IS NOT NULL THEN ${rightsText('attacl', `'c'::"char"`, 'relowner')} END)
    FROM slot c JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef f ON adrelid = attrelid AND adnum = attnum WHERE relkind NOT IN ('i', 'I', 't', 'S')
    UNION ALL
    SELECT format('index %s of %s', i.relname, c.relname),
      concat_ws(', ', pg_get_indexdef(indexrelid), CASE WHEN indisprimary THEN 'primary' END, CASE WHEN NOT indimmediate THEN 'deferrable' END,
        CASE WHEN indisclustered THEN 'clustered' END, CASE WHEN NOT indisvalid THEN 'not valid' END, CASE WHEN NOT indisready THEN 'not ready' END,
        CASE WHEN indisreplident THEN 'replica identity' END, 'options ' || ${options('i.reloptions')},
        (SELECT string_agg(format('statistics of %s: %s', attnum, attstattarget), ', ' ORDER BY attnum) FROM pg_attribute
          WHERE attrelid = i.oid AND attstattarget <> -1))
    FROM pg_index x JOIN slot c ON c.oid = indrelid AND c.relkind <> 't' JOIN pg_class i ON i.oid = indexrelid
    UNION ALL
    SELECT format('constraint %s of %s', conname, relname), concat_ws(', ', pg_get_constraintdef(k.oid),
      CASE WHEN NOT convalidated THEN 'not validated' END, CASE WHEN connoinherit AND contype = 'c' THEN 'not inherited' END,
      'index ' || (SELECT i.relname FROM pg_class i WHERE i.oid = conindid),
      (SELECT string_agg(DISTINCT 'triggers ' || tgenabled::text, ', ') FROM pg_trigger WHERE tgconstraint = k.oid AND tgenabled <> 'O'))
    FROM pg_constraint k JOIN slot c ON c.oid = conrelid WHERE contype <> 't'
    UNION ALL
    SELECT format('numbers of sequence %s', relname), concat_ws(' ', format_type(seqtypid, NULL), seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle,
      (SELECT format('owned by %s.%s (%s)', ${named('refobjid')}, attname, deptype) FROM pg_depend d JOIN pg_attribute a ON attrelid = refobjid AND attnum = refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND deptype IN ('a', 'i')))
    FROM pg_sequence JOIN slot c ON c.oid = seqrelid
    UNION ALL
    SELECT format('statistics %s of %s', stxname, ${named('stxrelid')}), concat_ws(', ', pg_get_statisticsobjdef(s.oid), 'owner ' || stxowner::regrole::text,
      'target ' || nullif(stxstattarget, -1)) FROM pg_statistic_ext s JOIN slot c ON c.oid = stxrelid
    UNION ALL
    SELECT format('policy %s of %s', polname, relname), concat_ws(', ', polcmd, CASE WHEN polpermissive THEN 'permissive' ELSE 'restrictive' END,
      (SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE r::regrole::text END, ' ' ORDER BY r::regrole::text) FROM unnest(polroles) r),
      'using ' || pg_get_expr(polqual, polrelid), 'check ' || pg_get_expr(polwithcheck, polrelid))
    FROM pg_policy p JOIN slot c ON c.oid = polrelid
    UNION ALL
    SELECT format('trigger %s of %s', tgname, relname), concat_ws(', ', pg_get_triggerdef(t.oid), tgenabled)
    FROM pg_trigger t JOIN slot c ON c.oid = tgrelid WHERE NOT tgisinternal
    UNION ALL
    SELECT format('default rights of %s on %s', defaclrole::regrole, defaclobjtype),
      (SELECT string_agg(concat(CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END, '=', privilege_type, CASE WHEN is_grantable THEN '*' END), ' '
        ORDER BY grantee::regrole::text, privilege_type) FROM aclexplode(defaclacl))
    FROM pg_default_acl WHERE defaclnamespace = $1::text::regnamespace
    UNION ALL
    SELECT format('comment on %s', replace(t.type || ' ' || t.identity, quote_ident($1::text) || '.', '')), description
    FROM member m JOIN pg_description d ON d.classoid = m.classid AND d.objoid = m.objid
    CROSS JOIN pg_identify_object(classoid, objoid, objsubid) t WHERE m.classid <> 'pg_namespace'::regclass
    UNION ALL
    ${leanedLines}
  ) lines`;
