import { gather } from '../../core/standing/gather.ts';
import { description } from './description.ts';
import { renderTable } from './render-table.ts';
import { readWidgetEvent } from './widget-event.ts';
import type { WidgetWorld } from './world.ts';

/** Most subjects in a table: more make no table for people, and each costs a read. */
const most = 100;

/** Answers a dashboard: its documentation, or the table as HTML. */
export async function draw(event: unknown, world: WidgetWorld): Promise<string | { readonly markdown: string }> {
  const { describe, prefix, theme } = readWidgetEvent(event);
  if (describe) return { markdown: description };
  const standing = world.standing();
  const standings = await gather(standing, { most, isMeant: (subject) => subject.startsWith(prefix) });
  return renderTable(standings, { theme, ...world, region: standing.region });
}
