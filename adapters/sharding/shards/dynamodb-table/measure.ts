import type { MeasureKind } from '../any-kind/kind-shard.ts';
import { measureTable } from './measure-table.ts';

/** What a table has consumed, in equal parts for each of its slots. */
export const measure: MeasureKind<'dynamodb-table'> = (parts, { config: { tableName }, held, was }) => {
  const slots = held.map(({ slot }) => slot);
  return measureTable({ ...parts, leftMs: parts.leftMs() }, tableName, slots, was, parts.nowMs());
};
