import { fileURLToPath } from 'node:url';
import { zstdDecompressSync } from 'node:zlib';
import { asyncBufferFromFile, parquetMetadataAsync, parquetRead } from 'hyparquet';
import type { Trace } from './trace.ts';

const day = '2001-01-08';
const dayStartMs = Date.parse(`${day}T00:00:00Z`);
/** Airlines schedule on multiples of five minutes; counting finer would show their timetables, not demand. */
const stepSeconds = 300;
const steps = 86_400 / stepSeconds;
/** Departures are sorted by time; the first 200,000 reach well past the day. */
const rowsRead = 200_000;

/**
 * A Monday of United States airline departures (Bureau of Transportation Statistics, out of the package vega-datasets),
 * each at its airport's local time, counted every five minutes and told per minute.
 */
export async function departures(): Promise<Trace> {
  const values = new Array<number>(steps).fill(0);
  for (const atMs of await departureTimes()) {
    const step = Math.floor((atMs - dayStartMs) / (stepSeconds * 1000));
    const count = values[step];
    if (count !== undefined) values[step] = count + 60 / stepSeconds;
  }
  return {
    name: `US airline departures on ${day}`,
    unit: 'departures a minute',
    startMs: dayStartMs,
    stepSeconds,
    values,
  };
}

async function departureTimes(): Promise<number[]> {
  const file = await asyncBufferFromFile(
    fileURLToPath(new URL('../data/flights-3m.parquet', import.meta.resolve('vega-datasets'))),
  );
  const metadata = await parquetMetadataAsync(file);
  const times: number[] = [];
  await parquetRead({
    file,
    metadata,
    columns: ['date'],
    rowEnd: rowsRead,
    compressors: { ZSTD: (compressed) => zstdDecompressSync(compressed) },
    onComplete: (rows) => {
      for (const [date] of rows) if (date instanceof Date) times.push(date.getTime());
    },
  });
  return times;
}
