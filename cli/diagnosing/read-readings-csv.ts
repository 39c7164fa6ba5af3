import type { ResourceReadings, ServiceReadings, TierReadings, Track } from '../../core/diagnosing/service-readings.ts';
import { counted, have } from '../../core/model/counted.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { readAll } from '../../core/schema/all-faults.ts';
import { utcText } from '../../core/time/utc-text.ts';
import type { Column } from './column.ts';
import { number } from './number-text.ts';
import { type Grid, gridOf } from './readings-grid.ts';
import { checkHints, type ReadingsHints, resourceKindOf, tierKindOf } from './readings-hints.ts';
import { numberIn, type ReadingsTable, readingsTable } from './readings-table.ts';

/** Readings, and what was found wrong with them on the way. */
export interface ReadReadings {
  readonly readings: ServiceReadings;
  readonly notes: readonly string[];
}

/**
 * Reads a table of readings: a line a period, a column a metric. Lines may come in any order; of two of one time the last
 * counts; times that are lacking are gaps. Words in place of a number and what is below zero are gaps too. Throws
 * `InvalidInput` naming the columns or the line and the fix.
 */
export function readReadingsCsv(name: string, file: Uint8Array | string, hints: ReadingsHints): ReadReadings {
  const table = readingsTable(name, file);
  const { columns, lines } = table;
  const timeAt = columns.findIndex(({ of }) => of === 'time');
  if (timeAt < 0) throw new InvalidInput(name, 'has no column "time"');
  if (!columns.some(({ of }) => of === 'load'))
    throw new InvalidInput(
      name,
      'has no column "load" (requests of the service per second, or load:<class> for each class)',
    );
  checkHints(columns, hints);
  const times = lines.map(({ line, cells }) => ({ line, text: cells[timeAt] ?? '' }));
  const grid = gridOf(name, times, hints.windowMs);
  const filled = readAll(columns, (column, at) => fill(column, at, table, grid));
  checkShares(columns, filled);
  const tracks = filled.map(({ track }) => track);
  const notes = [
    `read as: ${counted(grid.periods, 'period')} of ${grid.periodSeconds} s, ${counted(columns.length - 1, 'metric')}`,
    ...(grid.doubled === 0
      ? []
      : [`${counted(grid.doubled, 'line')} ${have(grid.doubled)} the time of another: the last of each counts`]),
    ...gapsTold(columns, filled),
    ...columns.flatMap((column, at) => doubtOf(column, tracks[at] ?? [])),
    ...deploysOutside(grid, hints.deploysMs),
  ];
  return { readings: readingsOf(columns, tracks, grid, hints), notes };
}

interface Filled {
  readonly track: Track;
  /** Cells that were taken for gaps though something stands in them. */
  readonly gaps: number;
}

/** One column by period. Throws `InvalidInput` where a number is written in a way that could be read as another. */
function fill(column: Column, at: number, { lines, decimal }: ReadingsTable, grid: Grid): Filled {
  const track = new Array<number | null>(grid.periods).fill(null);
  if (column.of === 'time') return { track, gaps: 0 };
  let gaps = 0;
  lines.forEach(({ line, cells }, row) => {
    const period = grid.periodOf[row] ?? null;
    const cell = cells[at] ?? '';
    if (period === null || cell === '') return;
    const value = numberIn(cell, decimal);
    if (value === null)
      throw new InvalidInput(
        column.field,
        `"${cell.slice(0, 40)}" on line ${line} is not a number; write it as 1234${decimal}5, with nothing around it`,
      );
    if (value >= 0 && Number.isFinite(value)) track[period] = value * ('times' in column ? column.times : 1);
    else gaps++;
  });
  return { track, gaps };
}

const mostNamed = 5;

function gapsTold(columns: readonly Column[], filled: readonly Filled[]): readonly string[] {
  const gaps = filled.reduce((sum, one) => sum + one.gaps, 0);
  if (gaps === 0) return [];
  const names = columns.filter((_, at) => (filled[at]?.gaps ?? 0) > 0).map(({ header }) => header);
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  const told = `${names.slice(0, mostNamed).join(', ')}${more}`;
  return [`${counted(gaps, 'cell')} without a number, or below zero, in ${told}: counted as gaps`];
}

/** A percentage that never gets to 1 may be a share that was called one. */
function doubtOf(column: Column, track: Track): readonly string[] {
  if (column.of !== 'resource' || column.measure !== 'utilisation' || column.times === 1) return [];
  const most = highest(track);
  if (most === 0 || most > column.times) return [];
  return [
    `"${column.header}" is never above ${number(most / column.times)} %: call it ${column.tier}:${column.resource}:utilisation if it is a share of 1`,
  ];
}

function deploysOutside({ fromMs, periods, periodSeconds }: Grid, deploysMs: readonly number[]): readonly string[] {
  const toMs = fromMs + periods * periodSeconds * 1000;
  return deploysMs
    .filter((atMs) => atMs < fromMs || atMs > toMs)
    .map(
      (atMs) => `the deploy of ${utcText(atMs)} is outside of what was read, ${utcText(fromMs)} to ${utcText(toMs)}`,
    );
}

/** A share of more than all is a percentage that was called a share, or of more than one. */
function checkShares(columns: readonly Column[], filled: readonly Filled[]): void {
  readAll(columns, (column, at) => {
    if (column.of !== 'resource' || column.measure !== 'utilisation') return;
    const most = highest(filled[at]?.track ?? []);
    if (most <= mostShare) return;
    const told = `holds ${number(most / column.times)}, which is not a`;
    const percent = `${column.tier}:${column.resource}:utilisationPercent`;
    throw new InvalidInput(
      column.field,
      column.times === 1
        ? `${told} share from 0 to 1; name it ${percent} if it is of 100`
        : `${told} percentage of one whole; divide it by how many there are, such as processors`,
    );
  });
}

function highest(track: Track): number {
  return track.reduce<number>((high, value) => Math.max(high, value ?? 0), 0);
}

/** Some counters tell a little more than all there is. */
const mostShare = 1.5;

function readingsOf(
  columns: readonly Column[],
  tracks: readonly Track[],
  grid: Grid,
  hints: ReadingsHints,
): ServiceReadings {
  const trackOf = (isMeant: (column: Column) => boolean): Track | null => {
    const at = columns.findIndex(isMeant);
    return at < 0 ? null : (tracks[at] ?? null);
  };
  const tierNames = [...new Set(columns.flatMap((column) => ('tier' in column ? [column.tier] : [])))];
  const tier = (name: string): TierReadings => {
    const of = (measure: string) => trackOf((one) => one.of === 'tier' && one.tier === name && one.measure === measure);
    return {
      name,
      kind: tierKindOf(name, hints.kinds),
      throughput: of('throughput'),
      latency: of('latency'),
      concurrency: of('concurrency'),
      behind: hints.behind.get(name) ?? [],
      units: of('units'),
      errors: of('errors'),
      resources: resourcesOf(name, columns, trackOf, grid, hints),
      eachUnit: [],
    };
  };
  return {
    service: hints.service,
    fromMs: grid.fromMs,
    periodSeconds: grid.periodSeconds,
    classes: columns.flatMap((column, at) =>
      column.of === 'load' ? [{ name: column.name, perSecond: tracks[at] ?? [] }] : [],
    ),
    tiers: tierNames.map(tier),
    clients: trackOf(({ of }) => of === 'clients'),
    deploysMs: hints.deploysMs,
  };
}

function resourcesOf(
  tier: string,
  columns: readonly Column[],
  trackOf: (isMeant: (column: Column) => boolean) => Track | null,
  grid: Grid,
  hints: ReadingsHints,
): readonly ResourceReadings[] {
  const names = columns.flatMap((column) =>
    column.of === 'resource' && column.tier === tier ? [column.resource] : [],
  );
  return [...new Set(names)].map((name) => {
    const of = (measure: string) =>
      trackOf((one) => one.of === 'resource' && one.tier === tier && one.resource === name && one.measure === measure);
    return {
      name,
      kind: resourceKindOf(`${tier}:${name}`, hints.kinds),
      utilisation: of('utilisation') ?? new Array<null>(grid.periods).fill(null),
      queue: of('queue'),
      servers: hints.servers.get(`${tier}:${name}`) ?? null,
    };
  });
}
