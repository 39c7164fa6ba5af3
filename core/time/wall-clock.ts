const quarterMs = 900_000;
const minuteMs = 60_000;
const dayMinutes = 1440;

/** The wall clock of a time zone at one moment. */
export interface WallClock {
  /** 0 is Monday. */
  readonly weekday: number;
  /** Minutes since midnight, 0 to 1439. */
  readonly minute: number;
}

/** What the clocks of a time zone show. */
export function wallClock(timeZone: string, atMs: number): WallClock {
  const minutes = Math.floor((atMs + offsetMs(timeZone, atMs)) / minuteMs);
  const days = Math.floor(minutes / dayMinutes);
  // 1970-01-01 was a Thursday.
  return { weekday: (((days + 3) % 7) + 7) % 7, minute: minutes - days * dayMinutes };
}

/** When the clocks of a time zone are next put forward or back within a quarter of an hour; null where they are not. */
export function clockChangeMs(timeZone: string, atMs: number): number | null {
  const nextMs = (Math.floor(atMs / quarterMs) + 1) * quarterMs;
  return offsetMs(timeZone, nextMs) === offsetMs(timeZone, atMs) ? null : nextMs;
}

interface Zone {
  readonly format: Intl.DateTimeFormat;
  readonly offsets: Map<number, number>;
}

/** Asking Intl takes microseconds; what it said is remembered, within limits, since a quarter of an hour never changes. */
const zones = new Map<string, Zone>();
const mostZones = 64;
const mostOffsets = 64;

/**
 * How far the clocks of a time zone are ahead of UTC. One answer holds for a quarter of an hour: since April 2011 every
 * zone that Intl knows changes on a quarter (Antarctica/Casey, one minute past it, is then up to 14 minutes late).
 */
export function offsetMs(timeZone: string, atMs: number): number {
  const zone = zones.get(timeZone) ?? openZone(timeZone);
  const quarter = Math.floor(atMs / quarterMs);
  const known = zone.offsets.get(quarter);
  if (known !== undefined) return known;
  if (zone.offsets.size >= mostOffsets) zone.offsets.clear();
  const offset = askIntl(zone.format, quarter * quarterMs);
  zone.offsets.set(quarter, offset);
  return offset;
}

function openZone(timeZone: string): Zone {
  if (zones.size >= mostZones) zones.clear();
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const zone = { format, offsets: new Map<number, number>() };
  zones.set(timeZone, zone);
  return zone;
}

function askIntl(format: Intl.DateTimeFormat, atMs: number): number {
  const shown: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(atMs)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 0, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second) - atMs;
}

/** The days of a week as configs name them; Monday is the first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
