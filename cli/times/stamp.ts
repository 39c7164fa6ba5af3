/** A time as it is written: the wall clock, and what is said of the zone. */
export interface Stamp {
  /** What the clock showed, as if it were UTC, milliseconds; of dates in both orders, month first. */
  readonly wallMs: number;
  /** The same with the day first, where the date can be read in both orders; null where it cannot. */
  readonly dayFirstMs: number | null;
  /** Ahead of UTC by so much, milliseconds; null where no offset is written. */
  readonly offsetMs: number | null;
  /** A zone that is named by letters which mean different offsets in different countries, e.g. `CET`. */
  readonly zone: string | null;
  /** Whether a time of the day is written. */
  readonly hasClock: boolean;
}

/** Why a text that is written like a time is none, e.g. 31 February. */
export interface NoSuchTime {
  readonly fault: string;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d-])(.*)$/;
const compact = /^(\d{4})(\d{2})(\d{2})(?=T)(.*)$/i;
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)(.*)$/;
const dayAndName = /^(?:[a-z]{3,9},? )?(\d{1,2})[ -]([a-z]{3,9})\.?[ -](\d{4})(?!\d)(.*)$/i;
const nameAndDay = /^(?:[a-z]{3,9},? )?([a-z]{3,9})\.? (\d{1,2}),? (\d{4})(?!\d)(.*)$/i;
const clock =
  /^(?:[T,]| |, | @ )(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)? ?(?:([ap])\.?m\.?(?![a-z]))? *(.*)$/i;
const offset = /^(?:utc|gmt)? ?([+-])(\d{1,2})(?::?(\d{2}))?(?: ?(?:\(.*\)|\[.*\]|[a-z]{3,5}))?$/i;

/** Reads a date, with or without a time of the day; null where the text is not written like one. */
export function readStamp(given: string): Stamp | NoSuchTime | null {
  const text = given.trim().replace(/[\u00a0\u202f ]+/g, ' ');
  const date = readDate(text);
  if (date === null) return null;
  const time = readClock(date.rest);
  if (time === null) return null;
  const fault = date.fault ?? time.fault;
  if (fault !== null) return { fault };
  const { offsetMs, zone, hasClock, ofDayMs } = time;
  const dayFirstMs = date.dayFirstMs === null ? null : date.dayFirstMs + ofDayMs;
  return { wallMs: date.dayMs + ofDayMs, dayFirstMs, offsetMs, zone, hasClock };
}

/** A time of the day in a column of its own, milliseconds since midnight; null where it is none. */
export function readClockCell(text: string): number | null {
  const time = /^\d{1,2}:\d{2}/.test(text) ? readClock(` ${text}`) : null;
  return time === null || time.fault !== null ? null : time.ofDayMs;
}

/** An offset such as `+02:00`, `UTC+2` or `Z`, milliseconds; null where the text is none. */
export function fixedOffset(text: string): number | null {
  if (/^(z|utc|gmt)$/i.test(text)) return 0;
  const [, sign, hours, minutes = '0'] = offset.exec(text) ?? [];
  if (sign === undefined || Number(hours) > 14 || Number(minutes) > 59) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minuteMs;
}

interface WrittenDate {
  readonly dayMs: number;
  readonly dayFirstMs: number | null;
  readonly fault: string | null;
  readonly rest: string;
}

function readDate(text: string): WrittenDate | null {
  const iso = yearFirst.exec(text);
  if (iso !== null) return dateOf(Number(iso[1]), Number(iso[3]), Number(iso[4]), iso[5] ?? '');
  const short = compact.exec(text);
  if (short !== null) return dateOf(Number(short[1]), Number(short[2]), Number(short[3]), short[4] ?? '');
  const last = yearLast.exec(text);
  if (last !== null)
    return eitherOrder(Number(last[1]), last[2] ?? '', Number(last[3]), Number(last[4]), last[5] ?? '');
  const named = dayAndName.exec(text);
  if (named !== null) return namedDate(named[2] ?? '', Number(named[1]), Number(named[3]), named[4] ?? '');
  const american = nameAndDay.exec(text);
  if (american !== null)
    return namedDate(american[1] ?? '', Number(american[2]), Number(american[3]), american[4] ?? '');
  return null;
}

/** Where dots separate it, the day comes first in every country that writes so. */
function eitherOrder(first: number, mark: string, second: number, year: number, rest: string): WrittenDate {
  const dayFirst = dateOf(year, second, first, rest);
  if (mark === '.') return dayFirst;
  const monthFirst = dateOf(year, first, second, rest);
  if (monthFirst.fault !== null) return dayFirst;
  if (dayFirst.fault !== null || first === second) return monthFirst;
  return { ...monthFirst, dayFirstMs: dayFirst.dayMs };
}

function namedDate(name: string, day: number, year: number, rest: string): WrittenDate | null {
  const month = months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  return month === 0 ? null : dateOf(year, month, day, rest);
}

function dateOf(year: number, month: number, day: number, rest: string): WrittenDate {
  const dayMs = Date.UTC(year, month - 1, day);
  return { dayMs, dayFirstMs: null, fault: dateFault(year, month, day), rest };
}

function dateFault(year: number, month: number, day: number): string | null {
  if (month < 1 || month > 12) return `there is no month ${month}`;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day < 1 || day > days) return `${year}-${String(month).padStart(2, '0')} has the days 1 to ${days}`;
  return null;
}

interface WrittenClock {
  readonly ofDayMs: number;
  readonly hasClock: boolean;
  readonly offsetMs: number | null;
  readonly zone: string | null;
  readonly fault: string | null;
}

const noClock: WrittenClock = { ofDayMs: 0, hasClock: false, offsetMs: null, zone: null, fault: null };

function readClock(rest: string): WrittenClock | null {
  if (rest === '') return noClock;
  const match = clock.exec(rest);
  if (match === null) return null;
  const [, hour = '', minute = '', second = '0', fraction = '', half, tail = ''] = match;
  const zone = readZone(tail);
  if (zone === null) return null;
  const hours = half === undefined ? Number(hour) : twelveHours(Number(hour), half);
  const ofDayMs =
    hours * 3_600_000 + Number(minute) * minuteMs + Number(second) * 1000 + Number(`0.${fraction}0`) * 1000;
  const isRight = Number(minute) < 60 && Number(second) < 60 && ofDayMs <= dayMs && !Number.isNaN(hours);
  return {
    ofDayMs: Math.floor(ofDayMs),
    hasClock: true,
    ...zone,
    fault: isRight ? null : 'the clock has no such time',
  };
}

/** NaN where a clock of twelve hours shows no such hour. */
function twelveHours(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function readZone(tail: string): Pick<WrittenClock, 'offsetMs' | 'zone'> | null {
  const text = tail.trim();
  if (text === '') return { offsetMs: null, zone: null };
  const offsetMs = fixedOffset(text.replace(/^[[(](.*)[\])]$/, '$1'));
  if (offsetMs !== null) return { offsetMs, zone: null };
  return /^[a-z]{2,5}$/i.test(text) ? { offsetMs: null, zone: text } : null;
}
