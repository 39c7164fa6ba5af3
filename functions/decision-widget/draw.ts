import type { Entries } from '../../adapters/ledger/entries.ts';
import type { ConfigRead } from '../../adapters/scaling/read-config.ts';
import type { BalanceConfig } from '../../core/balancing/config/balance.ts';
import type { Refusal } from '../../core/model/errors.ts';
import { balanceRow } from './balance-row.ts';
import { decisionRow } from './decision-row.ts';
import { description } from './description.ts';
import { renderTable } from './render-table.ts';
import { readWidgetEvent } from './widget-event.ts';

/** What the widget works with. */
export interface WidgetWorld {
  scalables(): Promise<ReadonlyMap<string, ConfigRead>>;
  readonly entries: Pick<Entries, 'list'>;
  balances(): Promise<ReadonlyMap<string, BalanceConfig | Refusal>>;
  readonly balanceEntries: Pick<Entries, 'list'>;
  nowMs(): Promise<number>;
}

/** Most scalables in a table: more make no table for people, and each costs a read. */
const mostRows = 100;

/** Answers a dashboard: its documentation, or the table as HTML. */
export async function draw(event: unknown, world: WidgetWorld): Promise<string | { readonly markdown: string }> {
  const { describe, prefix, theme } = readWidgetEvent(event);
  if (describe) return { markdown: description };
  const [scalables, balances, nowMs] = await Promise.all([world.scalables(), world.balances(), world.nowMs()]);
  const all = [...scalables].filter(([name]) => name.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1));
  const shown = all.slice(0, mostRows);
  const rows = await Promise.all(
    shown.map(async ([name, config]) =>
      decisionRow(name, config, (await world.entries.list(name, 1))[0] ?? null, nowMs),
    ),
  );
  const shares = [...balances].filter(([name]) => name.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1));
  const balanced = await Promise.all(
    shares.slice(0, mostRows - rows.length).map(async ([name, config]) => {
      return balanceRow(name, config, (await world.balanceEntries.list(name, 1))[0] ?? null, nowMs);
    }),
  );
  const omitted = all.length + shares.length - rows.length - balanced.length;
  return renderTable([...rows, ...balanced], omitted, theme);
}
