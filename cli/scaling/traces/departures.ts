import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';
import { CommandError } from '../../command-error.ts';
import type { MeasuredTrace } from './measured-trace.ts';

/** The first Monday after the holidays. */
const firstDay = '2001-01-08';
const firstDayMs = Date.parse(`${firstDay}T00:00:00Z`);
/** Airlines schedule on multiples of five minutes; counting finer would show their timetables, not demand. */
const stepSeconds = 300;
const stepsPerDay = 86_400 / stepSeconds;
/** Departures are sorted by time; the week before the first day has 120,000, and no day has more than 18,000. */
const rowsBefore = 150_000;
const mostRowsPerDay = 18_000;

/**
 * Days of United States airline departures from Monday 8 January 2001 on (Bureau of Transportation Statistics, out of the
 * package vega-datasets), each at its airport's local time, counted every five minutes and told per minute.
 * Throws `CommandError` where that package is not installed.
 */
export async function departures(days = 1): Promise<MeasuredTrace> {
  const values = new Float64Array(days * stepsPerDay);
  for (const atMs of await departureTimes(rowsBefore + days * mostRowsPerDay)) {
    const step = Math.floor((atMs - firstDayMs) / (stepSeconds * 1000));
    const count = values[step];
    if (count !== undefined) values[step] = count + 60 / stepSeconds;
  }
  return {
    name: `US airline departures ${days === 1 ? 'on' : `in ${days} days from`} ${firstDay}`,
    unit: 'departures a minute',
    startMs: firstDayMs,
    stepSeconds,
    values,
  };
}

async function departureTimes(rowEnd: number): Promise<number[]> {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetRead } = await reader();
  const file = await asyncBufferFromFile(
    fileURLToPath(new URL('../data/flights-3m.parquet', import.meta.resolve('vega-datasets'))),
  );
  const metadata = await parquetMetadataAsync(file);
  const times: number[] = [];
  await parquetRead({
    file,
    metadata,
    columns: ['date'],
    rowEnd,
    compressors: { ZSTD: (compressed) => zlib.zstdDecompressSync(compressed) },
    onComplete: (rows) => {
      for (const [date] of rows) if (date instanceof Date) times.push(date.getTime());
    },
  });
  return times;
}

/** Neither the data nor what reads it is installed with the package. */
async function reader(): Promise<typeof import('hyparquet')> {
  if (!('zstdDecompressSync' in zlib)) {
    throw new CommandError(
      `this Node (${process.version}) cannot read the built-in departures; use Node 22.15 or newer, or give a CSV of timestamp,value`,
    );
  }
  try {
    import.meta.resolve('vega-datasets');
    return await import('hyparquet');
  } catch (cause) {
    throw new CommandError(
      'the departures of the package vega-datasets are not installed; clone the repository and npm ci, or give a CSV of timestamp,value',
      { cause },
    );
  }
}
