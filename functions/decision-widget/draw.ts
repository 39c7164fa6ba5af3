import { description } from './description.ts';
import { gatherRows, type WidgetWorld } from './gather-rows.ts';
import { renderTable } from './render-table.ts';
import { readWidgetEvent } from './widget-event.ts';

/** Answers a dashboard: its documentation, or the table as HTML. */
export async function draw(event: unknown, world: WidgetWorld): Promise<string | { readonly markdown: string }> {
  const { describe, prefix, theme } = readWidgetEvent(event);
  if (describe) return { markdown: description };
  return renderTable(await gatherRows(world, prefix), theme);
}
