import { readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { type Demand, demandOf } from '../../../cli/scaling/backtest/read-demand.ts';
import { departures } from '../../../cli/scaling/traces/departures.ts';
import { readTraceCsv } from '../../../cli/scaling/traces/read-trace-csv.ts';

const mostDays = 28;

/**
 * The traces that npm packages ship, and every CSV of the folders that are given: the first 28 days of each, since a month
 * tells most of what a year does, or the whole.
 */
export async function benchTraces(folders: readonly string[], whole: boolean): Promise<Demand[]> {
  const shipped = demandOf(await departures(mostDays));
  return [whole ? shipped : firstDays(shipped), ...givenTraces(folders, whole)];
}

/** The traces of the folders alone. */
export function givenTraces(folders: readonly string[], whole: boolean): Demand[] {
  const all = folders.flatMap((folder) => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.csv'));
    return files.sort().map((file) => demandOf(readTraceCsv(parse(file).name, readFileSync(join(folder, file)))));
  });
  return whole ? all : all.map(firstDays);
}

function firstDays({ trace, ...demand }: Demand): Demand {
  const most = Math.round((mostDays * 86_400) / trace.stepSeconds);
  return { ...demand, trace: { ...trace, values: trace.values.slice(0, most) } };
}
