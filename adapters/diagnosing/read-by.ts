import type { DiagnosingWorld } from '../../core/diagnosing/ports.ts';
import { combine } from '../../core/readings/combine.ts';
import type { Source } from '../../core/readings/series.ts';

/** Reads a number of a service from whatever its parts are in. All parts of one tick are asked for together. */
export function readBy(source: Source): DiagnosingWorld['read'] {
  return async (reading, { fromMs, toMs, atMs }) => {
    const series = await Promise.all(reading.parts.map((part) => source.read(part, fromMs, toMs)));
    return combine(reading, series, fromMs, toMs, atMs);
  };
}
