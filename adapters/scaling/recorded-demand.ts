import { Refusal } from '../../core/model/errors.ts';
import { combine } from '../../core/readings/combine.ts';
import { inKeptPeriods } from '../../core/readings/kept-periods.ts';
import type { Reading, Sample } from '../../core/readings/reading.ts';
import type { ReadingConfig } from '../../core/readings/reading-config.ts';
import { runningReading } from '../../core/readings/reading-config.ts';
import type { Source } from '../../core/readings/series.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { demandReading } from '../../core/scaling/demand-reading.ts';

/** What a scalable's demand was, and what ran for it, in uniform steps. */
export interface RecordedDemand {
  /** The reading that demand comes from. */
  readonly reading: string;
  readonly startMs: number;
  readonly stepSeconds: number;
  /** One a step; null where nothing was measured. */
  readonly values: readonly (number | null)[];
  /** Units that ran, one a step; null where that was not measured. */
  readonly running: readonly (number | null)[];
}

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The demand of a scalable over a time that is past. A utilisation is multiplied by the units that ran.
 * Rejects with `Refusal` where no policy names a demand, or where the source has nothing of it.
 */
export async function recordedDemand(source: Source, config: ScalableConfig, range: Range): Promise<RecordedDemand> {
  const demand = demandReading(config.policies);
  if (demand === null)
    throw new Refusal(`${config.scalable} has no policy that reads a demand, so there is no demand to look back on`);
  const [measured, ran] = await Promise.all([
    readPast(source, config.readings[demand.reading], range),
    readPast(source, config.readings[runningReading], range),
  ]);
  if (measured === null) throw new Refusal(`${config.scalable} has no reading "${demand.reading}"`);
  const unitsAt = new Map(ran?.samples.map((sample) => [sample.atMs, measuredIn(sample)]) ?? []);
  const running = measured.samples.map(({ atMs }) => unitsAt.get(atMs) ?? null);
  const values = measured.samples.map((sample, index) => {
    return demand.of === 'demand' ? measuredIn(sample) : product(measuredIn(sample), running[index] ?? null);
  });
  if (values.every((value) => value === null)) {
    throw new Refusal(
      `nothing is recorded of "${demand.reading}" of ${config.scalable} in that time${tellTrouble(measured)}`,
    );
  }
  const startMs = measured.samples[0]?.atMs ?? range.fromMs;
  return { reading: demand.reading, startMs, stepSeconds: measured.periodSeconds, values, running };
}

/** A reading over a time that is past, in the shortest periods that its sources still keep of it. */
export async function readingOver(source: Source, given: ReadingConfig, { fromMs, toMs }: Range): Promise<Reading> {
  const reading = inKeptPeriods(given, toMs - fromMs);
  const answers = await Promise.all(reading.parts.map((part) => source.read(part, fromMs, toMs)));
  return combine(reading, answers, fromMs, toMs, toMs);
}

async function readPast(source: Source, given: ReadingConfig | undefined, range: Range): Promise<Reading | null> {
  return given === undefined ? null : readingOver(source, given, range);
}

function measuredIn(sample: Sample): number | null {
  return sample.is === 'value' ? sample.value : null;
}

function product(value: number | null, units: number | null): number | null {
  return value === null || units === null ? null : value * units;
}

function tellTrouble({ trouble }: Reading): string {
  return trouble === null ? '' : `: ${trouble}`;
}
