import { readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { type Demand, demandOf } from '../../../cli/scaling/backtest/read-demand.ts';
import { departures } from '../../../cli/scaling/traces/departures.ts';
import { readTraceCsv } from '../../../cli/scaling/traces/read-trace-csv.ts';

const departureDays = 28;

/** The traces that npm packages ship, and every CSV of the folders that are given. */
export async function benchTraces(folders: readonly string[]): Promise<Demand[]> {
  const given = folders.flatMap((folder) => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.csv'));
    return files.sort().map((file) => readTraceCsv(parse(file).name, readFileSync(join(folder, file))));
  });
  return [await departures(departureDays), ...given].map(demandOf);
}
