import { queryAll } from './query-all.ts';
import type { Table } from './table.ts';

/** The configs of a partition as JSON text, by the names they stand under. */
export async function configTexts(table: Table, partition: string): Promise<ReadonlyMap<string, string>> {
  const items = await queryAll(table, partition);
  return new Map(items.map((item) => [item.sk?.S ?? '', item.config?.S ?? 'null']));
}
