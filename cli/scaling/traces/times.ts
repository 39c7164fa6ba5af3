import { InvalidInput } from '../../../core/model/errors.ts';
import { readEpoch } from '../../times/epoch.ts';
import { fixedOffset, readStamp, type Stamp } from '../../times/stamp.ts';
import type { TraceHints } from './trace-hints.ts';
import { isTimeZone, momentsInOrder, zonesChangingAt } from './zones.ts';

/** A cell that tells a time, and its line. */
export interface TimeCell {
  readonly line: number;
  readonly time: string;
}

/** A column of times, and the zone in which they were read, in words. */
export interface Times {
  /** Milliseconds since 1970, in the order of the file. */
  readonly atMs: readonly number[];
  readonly zone: string;
}

/** What else the file, or a person, says of its times. */
export interface TimesSaid extends Pick<TraceHints, 'dates' | 'timeZone'> {
  /** The zone that the file names beside its times; null where it names none. */
  readonly fileZone: string | null;
  /** Whether the file is of a tool that always writes the month first. */
  readonly isMonthFirst: boolean;
}

/** Reads a column of times. Throws `InvalidInput` where a cell is none, or where the column can be read in two ways. */
export function readTimes(cells: readonly TimeCell[], said: TimesSaid): Times {
  const epochs = cells.map(({ time }) => readEpoch(time));
  if (epochs.every((atMs) => atMs !== null)) return { atMs: epochs, zone: 'UTC' };
  const stamps = cells.map(stampOf);
  const walls = wallsOf(cells, stamps, said);
  const open = stamps.findIndex(({ offsetMs }) => offsetMs === null);
  if (open < 0)
    return { atMs: walls.map((wallMs, index) => wallMs - (stamps[index]?.offsetMs ?? 0)), zone: told(stamps) };
  if (stamps.some(({ offsetMs }) => offsetMs !== null)) throw mixedZones(cells[open]);
  const letters = stamps.find(({ zone }) => zone !== null)?.zone ?? null;
  if (letters !== null && said.timeZone === undefined) throw noZone(cells[open], letters);
  return inZone(cells, walls, said.timeZone ?? said.fileZone);
}

function stampOf({ line, time }: TimeCell): Stamp {
  const stamp = readStamp(time);
  if (stamp !== null && !('fault' in stamp)) return stamp;
  const fix = stamp === null ? 'write it as 2026-01-31T08:00:00Z or in Unix seconds' : stamp.fault;
  throw new InvalidInput(`line ${line}`, `"${time.slice(0, 60)}" is not a timestamp; ${fix}`);
}

/** What the clocks showed, once it is known whether the day or the month comes first. */
function wallsOf(cells: readonly TimeCell[], stamps: readonly Stamp[], said: TimesSaid): readonly number[] {
  const monthFirst = stamps.map(({ wallMs }) => wallMs);
  const doubtful = stamps.findIndex(({ dayFirstMs }) => dayFirstMs !== null);
  if (doubtful < 0) return monthFirst;
  const order = said.dates ?? provedOrder(cells, stamps) ?? (said.isMonthFirst ? 'month-first' : null);
  if (order === null) throw eitherDate(cells[doubtful], stamps[doubtful]);
  return order === 'month-first' ? monthFirst : stamps.map(({ wallMs, dayFirstMs }) => dayFirstMs ?? wallMs);
}

type Order = NonNullable<TraceHints['dates']>;

/**
 * The order that some date proves by a day above 12, or all dates together: in one order they are days that follow each
 * other, and in the other they are months apart. Null where they prove nothing.
 */
function provedOrder(cells: readonly TimeCell[], stamps: readonly Stamp[]): Order | null {
  const firsts = cells.map(({ time }) => /^\s*(\d{1,2})[-/](\d{1,2})/.exec(time));
  if (firsts.some((match) => Number(match?.[2]) > 12)) return 'month-first';
  if (firsts.some((match) => Number(match?.[1]) > 12)) return 'day-first';
  const monthFirst = daysApart(stamps.map(({ wallMs }) => wallMs));
  const dayFirst = daysApart(stamps.map(({ wallMs, dayFirstMs }) => dayFirstMs ?? wallMs));
  if (monthFirst === dayFirst || Math.min(monthFirst, dayFirst) > mostDaysApart) return null;
  return monthFirst < dayFirst ? 'month-first' : 'day-first';
}

/** A weekend may be missing; a month is not. */
const mostDaysApart = 4;
const dayMs = 86_400_000;

/** How many days are between those of all times that are furthest apart. */
function daysApart(timesMs: readonly number[]): number {
  const days = [...new Set(timesMs.map((atMs) => Math.floor(atMs / dayMs)))].sort((a, b) => a - b);
  return days.reduce((most, day, index) => Math.max(most, day - (days[index - 1] ?? day)), 0);
}

function eitherDate(cell: TimeCell | undefined, stamp: Stamp | undefined): InvalidInput {
  const day = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);
  const [one, other] = [day(stamp?.wallMs ?? 0), day(stamp?.dayFirstMs ?? 0)];
  return new InvalidInput(
    `line ${cell?.line}`,
    `"${cell?.time}" may be ${one} or ${other}; say which, with --dates month-first or --dates day-first`,
  );
}

function mixedZones(cell: TimeCell | undefined): InvalidInput {
  const fix = 'write it at every time, or at none and say --time-zone';
  return new InvalidInput(`line ${cell?.line}`, `"${cell?.time}" names no offset from UTC as the others do; ${fix}`);
}

function noZone(cell: TimeCell | undefined, letters: string): InvalidInput {
  const fix = 'say which zone is meant, e.g. --time-zone Europe/Berlin';
  return new InvalidInput(
    `line ${cell?.line}`,
    `"${cell?.time}": ${letters} stands for no single offset from UTC; ${fix}`,
  );
}

/** The offsets that are written, in the order in which they come. */
function told(stamps: readonly Stamp[]): string {
  return [...new Set(stamps.map(({ offsetMs }) => offsetText(offsetMs ?? 0)))].slice(0, 2).join(' and ');
}

/** An offset as people write it, e.g. `UTC+2` or `UTC+5:30`. */
function offsetText(offsetMs: number): string {
  if (offsetMs === 0) return 'UTC';
  const minutes = Math.abs(offsetMs) / 60_000;
  const rest = minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`;
  return `UTC${offsetMs < 0 ? '-' : '+'}${Math.floor(minutes / 60)}${rest}`;
}

function inZone(cells: readonly TimeCell[], walls: readonly number[], zone: string | null): Times {
  if (zone === null) return ofClocksThatChange(walls) ?? { atMs: walls, zone: 'UTC, since no zone is written' };
  const fixedMs = fixedOffset(zone);
  if (fixedMs === null && !isTimeZone(zone)) throw noZone(cells[0], zone);
  if (fixedMs !== null) return { atMs: walls.map((wallMs) => wallMs - fixedMs), zone: offsetText(fixedMs) };
  const atMs = inTheirOrder(walls, (ordered) => momentsInOrder(ordered, zone));
  const skipped = atMs.findIndex(Number.isNaN);
  if (skipped < 0) return { atMs, zone };
  const fix = 'give the zone that the times are of';
  const { line, time } = cells[skipped] ?? { line: 0, time: '' };
  throw new InvalidInput(`line ${line}`, `"${time}" is a time that the clocks of ${zone} skip; ${fix}`);
}

/** Whether most times come after the next. */
function isNewestFirst(timesMs: readonly number[]): boolean {
  const later = timesMs.filter((atMs, index) => atMs < (timesMs[index - 1] ?? atMs)).length;
  return later * 2 > timesMs.length;
}

/** Does something with times in the order of time, whichever comes first in the file. */
function inTheirOrder(walls: readonly number[], read: (ordered: readonly number[]) => readonly number[]) {
  return isNewestFirst(walls) ? read(walls.toReversed()).toReversed() : read(walls);
}

const hourMs = 3_600_000;
/** In two years the clocks change four times. */
const mostChanges = 8;

/**
 * Times without a zone whose clocks are put back or forward in the middle: an hour comes twice, or is skipped, where it does
 * in some zone. Null where no clock changes. Throws `InvalidInput` where zones of other offsets do the same.
 */
function ofClocksThatChange(walls: readonly number[]): Times | null {
  const ordered = isNewestFirst(walls) ? walls.toReversed() : walls;
  const changes = clockChanges(ordered);
  if (changes.length === 0) return null;
  // An hour that is only missing is one at which no zone changes its clocks.
  const [some = [], ...more] = changes.map(zonesChangingAt).filter((zones) => zones.length > 0);
  const zones = some.filter((zone) => more.every((others) => others.includes(zone)));
  const readings = new Map(zones.map((zone) => [offsetsAt(changes, zone), zone]));
  const [reading, ...others] = readings;
  if (reading === undefined) return null;
  if (others.length > 0) throw severalZones(changes[0]?.toMs ?? 0, zones);
  const [offsets, zone] = reading;
  return { atMs: inTheirOrder(walls, (all) => momentsInOrder(all, zone)), zone: `${offsets}, as its clocks change` };
}

function clockChanges(ordered: readonly number[]) {
  const apart = ordered.slice(1).map((atMs, index) => atMs - (ordered[index] ?? atMs));
  const stepMs = apart.toSorted((a, b) => a - b)[Math.floor(apart.length / 2)] ?? 0;
  const changes = apart.flatMap((apartMs, index) => {
    const changed = Math.abs(Math.abs(apartMs - stepMs) - hourMs) <= stepMs / 10;
    return changed ? [{ fromMs: ordered[index] ?? 0, toMs: ordered[index + 1] ?? 0, apartMs: stepMs }] : [];
  });
  return stepMs > 0 && stepMs <= hourMs && changes.length <= mostChanges ? changes : [];
}

function offsetsAt(changes: readonly { readonly fromMs: number; readonly toMs: number }[], zone: string): string {
  const walls = changes.flatMap(({ fromMs, toMs }) => [fromMs, toMs]);
  const moments = momentsInOrder(walls, zone);
  return [...new Set(moments.map((atMs, index) => offsetText((walls[index] ?? 0) - atMs)))].join(' and ');
}

function severalZones(atMs: number, zones: readonly string[]): InvalidInput {
  const when = new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');
  const known = ['Europe/Berlin', 'America/New_York', 'America/Chicago', 'America/Los_Angeles', 'Europe/London'];
  const example = known.find((zone) => zones.includes(zone)) ?? zones[0];
  const fix = `say which, e.g. --time-zone ${example}, or --time-zone UTC where an hour is only missing`;
  return new InvalidInput('times', `change their clock before ${when} as they do in several zones; ${fix}`);
}
