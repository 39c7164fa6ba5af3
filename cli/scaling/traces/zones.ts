import { offsetMs } from '../../../core/time/wall-clock.ts';

/** Whether Intl knows a time zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const dayMs = 86_400_000;

/**
 * The moments at which the clocks of a zone show this: none where they are put forward over it, two where they are put back
 * over it, the earlier first.
 */
function momentsOf(wallMs: number, timeZone: string): readonly number[] {
  const offsets = new Set([wallMs - dayMs, wallMs + dayMs].map((aboutMs) => offsetMs(timeZone, aboutMs)));
  return [...offsets]
    .map((ahead) => wallMs - ahead)
    .filter((atMs) => atMs + offsetMs(timeZone, atMs) === wallMs)
    .sort((a, b) => a - b);
}

/**
 * The moments of wall clocks that are in the order of time. An hour that comes twice is the first time before the clock
 * goes back, and the second time after. A time that the clocks skip is NaN.
 */
export function momentsInOrder(wallsMs: readonly number[], timeZone: string): readonly number[] {
  let before = Number.NEGATIVE_INFINITY;
  return wallsMs.map((wallMs) => {
    const moments = momentsOf(wallMs, timeZone);
    const atMs = moments.find((one) => one > before) ?? moments.at(-1) ?? Number.NaN;
    if (!Number.isNaN(atMs)) before = atMs;
    return atMs;
  });
}

/** Two times that follow each other, and how far apart they would have to be, give or take a second or so. */
export interface ClockChange {
  readonly fromMs: number;
  readonly toMs: number;
  readonly apartMs: number;
}

/** The zones whose clocks are put forward or back just between these times. */
export function zonesChangingAt({ fromMs, toMs, apartMs }: ClockChange): readonly string[] {
  return Intl.supportedValuesOf('timeZone').filter((timeZone) => {
    const [first, second] = [momentsOf(fromMs, timeZone), momentsOf(toMs, timeZone)];
    return first.some((one) => second.some((other) => Math.abs(other - one - apartMs) <= apartMs / 10));
  });
}
