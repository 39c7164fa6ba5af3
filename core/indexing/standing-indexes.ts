import type { Candidate } from './candidate.ts';

/** An index that is there, as one server describes and counts it. */
export interface IndexKnown {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly bytes: number;
  /** How often this server has used it. */
  readonly scans: number;
  readonly isValid: boolean;
  /**
   * Whether it holds up a constraint, or the table's identity for replication, or is a part of a partitioned index, which the
   * server does not let go of it: so that it is no mere help.
   */
  readonly isNeeded: boolean;
  readonly isUnique: boolean;
  /** What tells one index from another beside its keys: method, classes, collations, predicate, included columns. */
  readonly form: string;
  readonly keys: readonly string[];
  /** The statement that brings it back. */
  readonly sql: string;
}

/** What is wrong with an index that is there. */
export interface IndexFault {
  readonly index: IndexKnown;
  readonly is: 'unused' | 'duplicate' | 'invalid';
  /** The index that does the same; null of others. */
  readonly instead: string | null;
}

/**
 * Finds indexes that cost and do nothing. `servers` are the writer first and all replicas: an index that one replica alone
 * uses is used. What holds up a constraint stays, used or not.
 */
export function findFaults(servers: readonly (readonly IndexKnown[])[]): readonly IndexFault[] {
  const [ofWriter = []] = servers;
  const scans = new Map<string, number>();
  for (const one of servers.flat()) scans.set(nameOf(one), (scans.get(nameOf(one)) ?? 0) + one.scans);
  return ofWriter.flatMap((index): readonly IndexFault[] => {
    if (!index.isValid) return [{ index, is: 'invalid', instead: null }];
    if (index.isNeeded || index.isUnique) return [];
    const instead = ofWriter.find((other) => doesTheSame(other, index));
    if (instead !== undefined) return [{ index, is: 'duplicate', instead: instead.name }];
    return scans.get(nameOf(index)) === 0 ? [{ index, is: 'unused', instead: null }] : [];
  });
}

/** An index with the same keys, or with more of them behind, and of two that are equal the needed one or that of the first name. */
function doesTheSame(other: IndexKnown, index: IndexKnown): boolean {
  if (other === index || !other.isValid || other.schema !== index.schema || other.table !== index.table) return false;
  if (other.form !== index.form || !index.keys.every((key, at) => other.keys[at] === key)) return false;
  if (other.keys.length > index.keys.length) return true;
  return other.isNeeded || other.isUnique || other.name < index.name;
}

/**
 * Whether an index that is there does what a candidate would: what is only thought of looks a little cheaper. It is the same, or
 * begins with the same keys and is of all rows.
 */
export function isThere({ table, keys, include, where }: Candidate, known: readonly IndexKnown[]): boolean {
  const list = plain(keys.map(({ sql, descending }) => (descending ? `${sql} DESC` : sql)).join(', '));
  const included = include.length === 0 ? '' : `INCLUDE ${include.join(', ')}`;
  const whole = plain([list, included, ...(where === null ? [] : [`WHERE ${where}`])].join(' '));
  return known.some((one) => {
    if (`${one.schema}.${one.table}` !== table || !one.isValid || !one.form.startsWith('btree')) return false;
    const has = plain(one.sql.slice(one.sql.indexOf(' USING btree ') + ' USING btree '.length));
    if (has === whole) return true;
    return (
      include.length === 0 &&
      where === null &&
      !has.includes(' WHERE ') &&
      `${has.split(' INCLUDE ')[0]},`.startsWith(`${list},`)
    );
  });
}

/** Without quotes and brackets, in which PostgreSQL and we differ; and with one space between words. */
const plain = (sql: string) => sql.replaceAll(/["()]/g, ' ').replaceAll(/\s+/g, ' ').replaceAll(' ,', ',').trim();

const nameOf = ({ schema, name }: IndexKnown) => `${schema}.${name}`;
