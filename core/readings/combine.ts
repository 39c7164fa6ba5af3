import { doubtZeros } from './doubt-zeros.ts';
import type { Reading, Sample } from './reading.ts';
import type { ReadingConfig } from './reading-config.ts';
import { type PartSamples, samplePart } from './sample-part.ts';
import type { PartSeries } from './series.ts';
import { speaksAtZero } from './speaks-at-zero.ts';
import { isWatchable } from './watchable.ts';

/**
 * Makes one reading out of the answers for its parts: a sample for every complete period from `fromMs` to `toMs` that is
 * due or already there, oldest first. `parts` are the answers in the order of the config's parts.
 *
 * A sum or ratio of which a part is late is late, of which one is missing is missing. A ratio over 0 is missing, but 0
 * over 0 is 0: no work for nobody (errors of no requests, requests on no units) is not work, and calling it missing would
 * keep an idle scalable from ever going down. A utilisation of exactly 0 right after a busy period is late until it lasts.
 */
export function combine(
  reading: ReadingConfig,
  parts: readonly PartSeries[],
  fromMs: number,
  toMs: number,
  atMs: number,
): Reading {
  const periodSeconds = reading.parts[0]?.periodSeconds ?? 60;
  const periodMs = periodSeconds * 1000;
  const startMs = Math.floor(fromMs / periodMs) * periodMs;
  const periods = Math.max(Math.ceil((Math.min(toMs, atMs - periodMs + 1) - startMs) / periodMs), 0);
  const sampled = reading.parts.map((part, index) => {
    return samplePart({ part, series: parts[index] ?? null, startMs, periodMs, periods, atMs });
  });
  const samples: Sample[] = [];
  for (let index = 0; index < periods; index++) {
    const sample = combineAt(reading, sampled, index, startMs + index * periodMs);
    if (sample !== null) samples.push(sample);
  }
  const { unit } = reading;
  const doubted = doubtZeros(samples, unit, periodMs);
  return {
    periodSeconds,
    unit,
    wakes: isWatchable(reading),
    speaksAtZero: speaksAtZero(reading),
    samples: doubted.samples,
    trouble: tellTrouble(sampled, doubted.trouble),
  };
}

/** The sample of one period; null where it is not due yet. */
function combineAt(
  { combine: how, scale }: ReadingConfig,
  parts: readonly PartSamples[],
  index: number,
  atMs: number,
): Sample | null {
  const states = parts.map(({ states }) => states[index] ?? 'missing');
  if (states.includes('early')) return null;
  if (states.includes('late')) return { is: 'late', atMs };
  if (states.includes('missing')) return { is: 'missing', atMs };
  const values = states as number[];
  const value = scale * (how === 'sum' ? sum(values) : ratio(values));
  return Number.isFinite(value) ? { is: 'value', atMs, value } : { is: 'missing', atMs };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function ratio([above = 0, below = 0]: readonly number[]): number {
  return above === 0 && below === 0 ? 0 : above / below;
}

function tellTrouble(parts: readonly PartSamples[], doubt: string | null): string | null {
  const troubles = new Set(parts.flatMap(({ troubles }) => troubles));
  if (doubt !== null) troubles.add(doubt);
  return troubles.size === 0 ? null : [...troubles].join('; ');
}
