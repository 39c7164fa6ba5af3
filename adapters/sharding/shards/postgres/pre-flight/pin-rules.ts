import { type Rule, rule } from './broken-rules.ts';

const inSlot = ([live, column]: readonly unknown[]) => [live, column];
const inSchema = 'relnamespace = $1::text::regnamespace';
const hasKey = (attributes: string, relation = 'c.oid') => `EXISTS (SELECT FROM pg_attribute k
  WHERE k.attrelid = ${relation} AND k.attname = $2::text AND k.attnum = ANY(${attributes}))`;

/** Types whose texts are equal exactly where their values are: a key is a text, and a slot holds all rows of it. */
const exactTypes = "'{text,varchar,uuid,int2,int4,int8}'::regtype[]";

/**
 * What must be so at the slot that a key is taken out of, or put back into: whatever holds between two rows must hold between
 * rows of one key only, since other keys are elsewhere. https://docs.citusdata.com/en/stable/develop/reference_ddl.html
 */
export const pinRules: readonly Rule[] = [
  rule(
    'these tables have not the key column in their primary key: {what}; put it there',
    inSlot,
    `SELECT relname AS what FROM pg_class c WHERE ${inSchema} AND relkind = 'r' AND NOT EXISTS (
      SELECT FROM pg_index WHERE indrelid = c.oid AND indisprimary AND ${hasKey('(indkey::int2[])[0:indnkeyatts - 1]')})`,
  ),
  rule(
    'these have another type of key column than text, varchar, uuid or an integer, or another collation than a deterministic one, so one key may be written in several ways: {what}; change it',
    inSlot,
    `SELECT format('%s (%s)', relname, format_type(atttypid, atttypmod)) AS what FROM pg_class c JOIN pg_attribute ON attrelid = c.oid
    LEFT JOIN pg_collation o ON o.oid = attcollation WHERE ${inSchema} AND relkind = 'r' AND attname = $2::text
      AND (NOT atttypid = ANY(${exactTypes}) OR NOT coalesce(collisdeterministic, true))`,
  ),
  rule(
    'these tables have a key column of another type than the others: {what}; change it',
    inSlot,
    `SELECT format('%s (%s)', relname, format_type(atttypid, NULL)) AS what FROM pg_class c JOIN pg_attribute ON attrelid = c.oid
    WHERE ${inSchema} AND relkind = 'r' AND attname = $2::text AND (SELECT count(DISTINCT a.atttypid) FROM pg_class t
      JOIN pg_attribute a ON a.attrelid = t.oid WHERE t.${inSchema} AND relkind = 'r' AND attname = $2::text) > 1`,
  ),
  rule(
    'the key is not written as the type of its column writes it: {what}; pin it in that spelling',
    (values) => values,
    `SELECT DISTINCT format('%L is no %s', $3::text, format_type(atttypid, NULL)) AS what FROM pg_class c JOIN pg_attribute ON attrelid = c.oid
    WHERE ${inSchema} AND relkind = 'r' AND attname = $2::text AND NOT CASE
      WHEN atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype) THEN $3::text ~ '^(0|-?[1-9][0-9]{0,18})$'
        AND ($3::text)::numeric BETWEEN -power(2::numeric, (CASE atttypid WHEN 'int2'::regtype THEN 15 WHEN 'int4'::regtype THEN 31 ELSE 63 END))
          AND power(2::numeric, (CASE atttypid WHEN 'int2'::regtype THEN 15 WHEN 'int4'::regtype THEN 31 ELSE 63 END)) - 1
      WHEN atttypid = 'uuid'::regtype THEN $3::text ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
      ELSE true END`,
  ),
  rule(
    'the replica identity of these has not the key column, so writers to any key would fail: {what}; ALTER TABLE ... REPLICA IDENTITY DEFAULT',
    inSlot,
    `SELECT relname AS what FROM pg_class c WHERE ${inSchema} AND relkind = 'r' AND relreplident = 'i' AND NOT EXISTS (
      SELECT FROM pg_index WHERE indrelid = c.oid AND indisreplident AND ${hasKey('(indkey::int2[])[0:indnkeyatts - 1]')})`,
  ),
  rule(
    'these foreign keys point from rows of one key to rows of another: {what}; put the key column into both sides, or drop them',
    inSlot,
    `SELECT format('%s of %s', conname, relname) AS what FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid
    WHERE ${inSchema} AND contype = 'f' AND NOT EXISTS (SELECT FROM unnest(conkey, confkey) AS pair(mine, yours)
      JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = mine AND a.attname = $2::text
      JOIN pg_attribute b ON b.attrelid = confrelid AND b.attnum = yours AND b.attname = $2::text)`,
  ),
  rule(
    'these checks were never validated, and rows that break them could not be put back: {what}; VALIDATE CONSTRAINT or drop them',
    inSlot,
    `SELECT format('%s of %s', conname, relname) AS what FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid
    WHERE ${inSchema} AND contype = 'c' AND NOT convalidated AND $2::text IS NOT NULL`,
  ),
  rule(
    'these are unique over all keys, which nothing can see to once a key is elsewhere: {what}; put the key column into them, or drop them',
    inSlot,
    `SELECT format('%s of %s', i.relname, c.relname) AS what FROM pg_index x JOIN pg_class c ON c.oid = indrelid JOIN pg_class i ON i.oid = indexrelid
    WHERE c.${inSchema} AND c.relkind = 'r' AND (indisunique OR indisexclusion)
      AND NOT ${hasKey('(indkey::int2[])[0:indnkeyatts - 1]', 'indrelid')}`,
  ),
];
