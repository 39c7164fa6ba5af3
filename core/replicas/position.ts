/**
 * How far a server's log has come: the timeline, which each promotion raises by one, and the place in it, in bytes
 * (https://www.postgresql.org/docs/current/datatype-pg-lsn.html). Places of two timelines cannot be compared.
 */
export interface Position {
  readonly timeline: number;
  readonly lsn: bigint;
}

const lsnPattern = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i;

/** The place that PostgreSQL writes as `16/B374D848`; null where the text is none. */
export function parseLsn(text: string): bigint | null {
  const [, high, low] = lsnPattern.exec(text) ?? [];
  return high === undefined || low === undefined ? null : (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

/** As PostgreSQL writes it. */
export function lsnText(lsn: bigint): string {
  return `${(lsn >> 32n).toString(16)}/${(lsn & 0xffffffffn).toString(16)}`.toUpperCase();
}

/** The later of two; of two timelines, that of the younger, since what the older had beyond it is lost. */
export function later(one: Position | null, other: Position | null): Position | null {
  if (one === null || other === null) return one ?? other;
  if (one.timeline !== other.timeline) return one.timeline > other.timeline ? one : other;
  return one.lsn >= other.lsn ? one : other;
}
