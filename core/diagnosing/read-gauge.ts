import type { Reading } from '../readings/reading.ts';
import type { Gauge } from './config/gauges.ts';
import type { Unread } from './observation.ts';
import type { DiagnosingWorld, Span } from './ports.ts';
import type { Track } from './service-readings.ts';

/** A number that was read. */
export interface Read {
  readonly gauge: Gauge;
  readonly track: Track;
  readonly unread: Unread | null;
}

/** So many digits of a number are kept: readings err by more, and an entry holds thousands of them. */
const digits = 5;

/** The last so many seconds, up to the last period of which all of the gauges is due. */
export function spanBefore(
  atMs: number,
  { windowSeconds, periodSeconds }: { readonly windowSeconds: number; readonly periodSeconds: number },
  gauges: readonly Gauge[],
): Span {
  const delays = gauges.flatMap(({ reading }) => reading.parts.map(({ delaySeconds }) => delaySeconds));
  const periodMs = periodSeconds * 1000;
  const toMs = Math.floor((atMs - 1000 * Math.max(0, ...delays)) / periodMs) * periodMs;
  return { fromMs: toMs - windowSeconds * 1000, toMs, atMs };
}

/** Reads one number over a span, as means of periods. */
export async function readGauge(
  gauge: Gauge,
  periodSeconds: number,
  span: Span,
  read: DiagnosingWorld['read'],
): Promise<Read> {
  const reading = await read(gauge.reading, span);
  const track = trackOf(reading, span, periodSeconds, gauge.times);
  const known = track.filter((value) => value !== null).length;
  const why = reading.trouble ?? (2 * known < track.length ? 'there are too few points of it' : null);
  return { gauge, track, unread: why === null ? null : { what: gauge.what, why } };
}

/** The mean of each period, of what was read in shorter ones; null where less than half of it was. */
function trackOf(reading: Reading, { fromMs, toMs }: Span, periodSeconds: number, times: number): Track {
  const periodMs = periodSeconds * 1000;
  const sums = Array.from({ length: (toMs - fromMs) / periodMs }, () => ({ sum: 0, count: 0 }));
  for (const sample of reading.samples) {
    const into = sums[Math.floor((sample.atMs - fromMs) / periodMs)];
    if (sample.is !== 'value' || into === undefined) continue;
    into.sum += sample.value;
    into.count++;
  }
  const whole = periodSeconds / reading.periodSeconds;
  return sums.map(({ sum, count }) =>
    2 * count < whole || count === 0 ? null : Number(((times * sum) / count).toPrecision(digits)),
  );
}
