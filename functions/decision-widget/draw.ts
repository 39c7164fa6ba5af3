import type { Entries } from '../../adapters/ledgers/entries.ts';
import type { ConfigRead } from '../../adapters/ledgers/read-config.ts';
import { decisionRow } from './decision-row.ts';
import { description } from './description.ts';
import { renderTable } from './render-table.ts';
import { readWidgetEvent } from './widget-event.ts';

/** What the widget works with. */
export interface WidgetWorld {
  scalables(): Promise<ReadonlyMap<string, ConfigRead>>;
  readonly entries: Pick<Entries, 'list'>;
  nowMs(): Promise<number>;
}

/** Most scalables in a table: more make no table for people, and each costs a read. */
const mostRows = 100;

/** Answers a dashboard: its documentation, or the table as HTML. */
export async function draw(event: unknown, world: WidgetWorld): Promise<string | { readonly markdown: string }> {
  const { describe, prefix, theme } = readWidgetEvent(event);
  if (describe) return { markdown: description };
  const [scalables, nowMs] = await Promise.all([world.scalables(), world.nowMs()]);
  const all = [...scalables].filter(([name]) => name.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1));
  const shown = all.slice(0, mostRows);
  const rows = await Promise.all(
    shown.map(async ([name, config]) =>
      decisionRow(name, config, (await world.entries.list(name, 1))[0] ?? null, nowMs),
    ),
  );
  return renderTable(rows, all.length - shown.length, theme);
}
