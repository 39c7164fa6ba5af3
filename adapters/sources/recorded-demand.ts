import type { ReadingConfig, ScalableConfig } from '../../core/model/config.ts';
import { runningReading } from '../../core/model/config.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { Reading, Sample } from '../../core/model/reading.ts';
import { combine } from '../../core/scaling/combine.ts';
import { demandReading } from '../../core/scaling/demand-reading.ts';
import type { Source } from '../../core/scaling/ports.ts';

/** What a scalable's demand was, in uniform steps. */
export interface RecordedDemand {
  /** The reading that it comes from. */
  readonly reading: string;
  readonly startMs: number;
  readonly stepSeconds: number;
  /** One a step; null where nothing was measured. */
  readonly values: readonly (number | null)[];
}

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

/** CloudWatch gives minutes for 15 days back, five minutes for 63. */
const minutesForMs = 15 * 86_400_000;

/**
 * The demand of a scalable over a time that is past. A utilisation is multiplied by the units that ran.
 * Rejects with `Refusal` where no policy names a demand, or where the source has nothing of it.
 */
export async function recordedDemand(source: Source, config: ScalableConfig, range: Range): Promise<RecordedDemand> {
  const demand = demandReading(config.policies);
  if (demand === null)
    throw new Refusal(`${config.scalable} has no policy on a demand, so there is none to look back on`);
  const [measured, running] = await Promise.all([
    readPast(source, config.readings[demand.reading] ?? null, range),
    demand.of === 'utilisation' ? readPast(source, config.readings[runningReading] ?? null, range) : null,
  ]);
  if (measured === null) throw new Refusal(`${config.scalable} has no reading "${demand.reading}"`);
  const units = running === null ? null : new Map(running.samples.map((sample) => [sample.atMs, measuredIn(sample)]));
  const values = measured.samples.map((sample) => {
    const value = measuredIn(sample);
    const factor = units === null ? 1 : (units.get(sample.atMs) ?? null);
    return value === null || factor === null ? null : value * factor;
  });
  if (values.every((value) => value === null)) {
    throw new Refusal(
      `nothing is recorded of "${demand.reading}" of ${config.scalable} in that time${tellTrouble(measured)}`,
    );
  }
  return {
    reading: demand.reading,
    startMs: measured.samples[0]?.atMs ?? range.fromMs,
    stepSeconds: measured.periodSeconds,
    values,
  };
}

async function readPast(
  source: Source,
  reading: ReadingConfig | null,
  { fromMs, toMs }: Range,
): Promise<Reading | null> {
  if (reading === null) return null;
  const least = toMs - fromMs > minutesForMs ? 300 : 60;
  const parts = reading.parts.map((part) => ({ ...part, periodSeconds: Math.max(least, part.periodSeconds) }));
  const answers = await Promise.all(parts.map((part) => source.read(part, fromMs, toMs)));
  return combine({ ...reading, parts }, answers, fromMs, toMs, toMs);
}

function measuredIn(sample: Sample): number | null {
  return sample.is === 'value' ? sample.value : null;
}

function tellTrouble({ trouble }: Reading): string {
  return trouble === null ? '' : `: ${trouble}`;
}
