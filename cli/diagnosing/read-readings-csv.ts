import { parse } from 'csv-parse/sync';
import { type ResourceKind, resourceKinds, type TierKind, tierKinds } from '../../core/diagnosing/config/kinds.ts';
import type { ResourceReadings, ServiceReadings, TierReadings, Track } from '../../core/diagnosing/service-readings.ts';
import { counted, have } from '../../core/model/counted.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { parseTimestamp } from '../times/parse-timestamp.ts';
import { type Column, kindByName, readColumn } from './column.ts';

/** What a file of readings does not say of what it tells of. */
export interface ReadingsHints {
  readonly service: string;
  /** By tier, or by `tier:resource`. */
  readonly kinds: ReadonlyMap<string, string>;
  /** By `tier:resource`: how many are served side by side in one unit. */
  readonly servers: ReadonlyMap<string, number>;
  /** By tier: those whose time is inside its own. */
  readonly behind: ReadonlyMap<string, readonly string[]>;
  readonly deploysMs: readonly number[];
  /** The newest so many milliseconds; null for all that is in the file. */
  readonly windowMs: number | null;
}

/** Readings, and what was found wrong with them on the way. */
export interface ReadReadings {
  readonly readings: ServiceReadings;
  readonly notes: readonly string[];
}

const mostColumns = 5000;
const mostPeriods = 1_000_000;

/**
 * Reads a table of readings: a line a period, a column a metric. Lines may come in any order; of two of one time the last
 * counts; times that are lacking are gaps. What is not a number, or below zero, is a gap too. Throws `InvalidInput` naming the
 * column or line and the fix.
 */
export function readReadingsCsv(name: string, text: string, hints: ReadingsHints): ReadReadings {
  const rows = parse(text, { bom: true, skip_empty_lines: true, trim: true, relax_column_count: true }) as string[][];
  const [headers = [], ...lines] = rows;
  if (headers.length > mostColumns)
    throw new InvalidInput(name, `has ${headers.length} columns, and ${mostColumns} are the most`);
  const columns = headers.map(readColumn);
  const timeAt = columns.findIndex(({ of }) => of === 'time');
  if (timeAt < 0) throw new InvalidInput(name, 'has no column "time"');
  if (!columns.some(({ of }) => of === 'load'))
    throw new InvalidInput(
      name,
      'has no column "load" (requests of the service per second, or load:<class> for each class)',
    );
  checkHints(columns, hints);
  const grid = gridOf(
    name,
    lines.map((line) => line[timeAt] ?? ''),
    hints.windowMs,
  );
  const tracks = columns.map(() => new Array<number | null>(grid.periods).fill(null));
  let refused = 0;
  lines.forEach((line, row) => {
    const period = grid.periodOf[row] ?? null;
    if (period === null) return;
    columns.forEach((column, at) => {
      const cell = line[at] ?? '';
      if (column.of === 'time' || cell === '') return;
      const value = Number(cell) * ('times' in column ? column.times : 1);
      const isGood = Number.isFinite(value) && value >= 0;
      if (!isGood) refused++;
      else (tracks[at] as (number | null)[])[period] = value;
    });
  });
  checkShares(columns, tracks);
  const notes = [
    `read as: ${counted(grid.periods, 'period')} of ${grid.periodSeconds} s, ${counted(columns.length - 1, 'metric')}`,
    ...(grid.doubled === 0
      ? []
      : [`${counted(grid.doubled, 'line')} ${have(grid.doubled)} the time of another: the last of each counts`]),
    ...(refused === 0 ? [] : [`${counted(refused, 'cell')} without a number, or below zero: counted as gaps`]),
  ];
  return { readings: readingsOf(columns, tracks, grid, hints), notes };
}

/** What is said of something has to be said of something that is there. */
function checkHints(columns: readonly Column[], { kinds, servers, behind }: ReadingsHints): void {
  const tiers = [...new Set(columns.flatMap((column) => ('tier' in column ? [column.tier] : [])))];
  const resources = [
    ...new Set(columns.flatMap((one) => (one.of === 'resource' ? [`${one.tier}:${one.resource}`] : []))),
  ];
  const check = (option: string, name: string, known: readonly string[]) => {
    if (known.includes(name)) return;
    throw new InvalidInput(
      option,
      `"${name.slice(0, 60)}" is in no column; known are ${known.slice(0, 10).join(', ')}`,
    );
  };
  for (const name of kinds.keys()) check('--kind', name, [...tiers, ...resources]);
  for (const name of servers.keys()) check('--servers', name, resources);
  for (const [name, inside] of behind) {
    for (const tier of [name, ...inside]) check('--behind', tier, tiers);
    if (inside.includes(name)) throw new InvalidInput('--behind', `"${name}" cannot be behind itself`);
  }
}

interface Grid {
  readonly fromMs: number;
  readonly periodSeconds: number;
  readonly periods: number;
  /** By line; null where the line is outside the window. */
  readonly periodOf: readonly (number | null)[];
  readonly doubled: number;
}

/** The periods that the times of a file make: the step is the one that is between most of them. */
function gridOf(name: string, times: readonly string[], windowMs: number | null): Grid {
  const atMs = times.map((time, row) => {
    const parsed = parseTimestamp(time);
    if (parsed === null)
      throw new InvalidInput(
        `line ${row + 2}`,
        `"${time.slice(0, 40)}" is not a time; write it as 2026-11-28T10:00:00Z`,
      );
    return parsed;
  });
  const sorted = [...new Set(atMs)].sort((one, other) => one - other);
  const gaps = sorted.slice(1).map((at, index) => at - (sorted[index] ?? 0));
  const stepMs = gaps.toSorted((one, other) => one - other)[Math.floor(gaps.length / 2)];
  const last = sorted.at(-1);
  if (stepMs === undefined || last === undefined)
    throw new InvalidInput(name, 'holds fewer than two lines of readings');
  const first = Math.max(sorted[0] ?? 0, windowMs === null ? 0 : last - windowMs + stepMs);
  const periods = Math.round((last - first) / stepMs) + 1;
  if (periods > mostPeriods)
    throw new InvalidInput(
      name,
      `spans ${counted(periods, 'period')} of ${stepMs / 1000} s, and ${mostPeriods} are the most: name a --window`,
    );
  const periodOf = atMs.map((at) => (at < first ? null : Math.round((at - first) / stepMs)));
  return { fromMs: first, periodSeconds: stepMs / 1000, periods, periodOf, doubled: atMs.length - sorted.length };
}

/** A share of more than all is a percentage that was called a share. */
function checkShares(columns: readonly Column[], tracks: readonly Track[]): void {
  columns.forEach((column, at) => {
    if (column.of !== 'resource' || column.measure !== 'utilisation') return;
    const most = (tracks[at] ?? []).reduce<number>((high, value) => Math.max(high, value ?? 0), 0);
    if (most <= mostShare) return;
    const call = `${column.tier}:${column.resource}`;
    throw new InvalidInput(
      `column "${call}"`,
      `holds ${most}, which is not a share from 0 to 1; name it ${call}:utilisationPercent if it is of 100`,
    );
  });
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
      kind: kindOf(name, hints, tierKinds) ?? 'compute',
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
      kind: kindOf(`${tier}:${name}`, hints, resourceKinds) ?? kindByName(name) ?? unknownKind(tier, name),
      utilisation: of('utilisation') ?? new Array<null>(grid.periods).fill(null),
      queue: of('queue'),
      servers: hints.servers.get(`${tier}:${name}`) ?? null,
    };
  });
}

function kindOf<Kind extends ResourceKind | TierKind>(
  of: string,
  { kinds }: ReadingsHints,
  known: readonly Kind[],
): Kind | null {
  const said = kinds.get(of);
  if (said === undefined) return null;
  const kind = known.find((one) => one === said);
  if (kind === undefined) throw new InvalidInput(`--kind ${of}`, `"${said}" is not one of ${known.join(', ')}`);
  return kind;
}

function unknownKind(tier: string, name: string): never {
  const of = `${tier}:${name}`;
  throw new InvalidInput(
    `column "${of}"`,
    `begins with no kind of resource; say it by --kind ${of}=<${resourceKinds.join('|')}>`,
  );
}
