import type { Because } from '../model/reason.ts';
import { type Blocks, blockMeans, blockStartMs, cutIntoBlocks, fewestBlocks, periodsOf } from './blocks.ts';
import { type Drift, driftOf } from './changes.ts';
import { contradictions } from './contradictions.ts';
import { drawBlocks } from './demands.ts';
import type { Diagnosis, Limit, TierDiagnosis, Verdict } from './diagnosis.ts';
import type { Window } from './drawn-limit.ts';
import { limitName } from './limit-name.ts';
import { limitsOf } from './limits.ts';
import { type Loads, takeLoads } from './loads.ts';
import { missingOf } from './missing.ts';
import { noisyUnits } from './noisy-units.ts';
import { leastConfidence, rankLimits } from './rank-limits.ts';
import { remediesFor } from './remedies.ts';
import { fitScalability } from './scalability.ts';
import { scatters } from './scatter.ts';
import type { ClassLoad, ServiceReadings, TierReadings } from './service-readings.ts';
import { insideTiers, noiseOf, type TierInside } from './tier-inside.ts';

/** How many times the bootstrap draws. */
const draws = 60;

/**
 * Which resource of a service limits it, at what load each gives out, and what would lift it. Pure: `uniform` gives numbers in
 * [0, 1) that the intervals are drawn by. What cannot be told is told to be unknown, with what is missing. `namedBefore` is the
 * limit that was named last: it is named again where it is as good as the first.
 */
export function diagnose(
  readings: ServiceReadings,
  uniform: () => number,
  namedBefore: string | null = null,
): Diagnosis {
  const periods = periodsOf(readings);
  const blocks = cutIntoBlocks(periods, readings.periodSeconds);
  const loads = blocks === null ? null : takeLoads(readings.classes, blocks);
  if (blocks === null || loads === null) return nothingKnown(readings, periods);
  const inside = insideTiers(readings, loads.total, blocks);
  const window = windowOf(readings, blocks, loads, inside, uniform);
  const limits = rankLimits(limitsOf(readings.tiers, inside, window), namedBefore);
  const verdict = verdictOf(limits, missingOf(readings, loads, inside, limits));
  const drifts = driftsOf(readings, loads, blocks);
  return {
    service: readings.service,
    fromMs: blockStartMs(0, blocks, readings),
    toMs: spanOf(readings, periods).toMs,
    load: { now: loads.now, highest: loads.highest, range: loads.range },
    verdict,
    limits,
    remedies: verdict.is === 'known' ? remediesFor(limits, readings) : [],
    tiers: readings.tiers.map((tier) => tierDiagnosis(tier, insideOf(inside, tier))),
    changes: drifts.flatMap(({ change }) => change ?? []),
    leaks: drifts.flatMap(({ leak }) => leak ?? []),
    noisyUnits: readings.tiers.flatMap((tier) => noisyUnits(tier, blocks)),
    remarks: [...unusedOf(periods, blocks), ...remarksOf(readings, loads, inside, limits)],
    timeline: Array.from(loads.total, (value, block) => ({
      atMs: blockStartMs(block, blocks, readings),
      perSecond: Number.isFinite(value) ? value : null,
    })),
  };
}

function windowOf(
  readings: ServiceReadings,
  blocks: Blocks,
  loads: Loads,
  inside: ReadonlyMap<string, TierInside>,
  uniform: () => number,
): Window {
  const { clients } = readings;
  return {
    blocks,
    loads,
    picks: drawBlocks(blocks.count, draws, uniform),
    clients:
      clients === null ? new Float64Array(blocks.count).fill(Number.POSITIVE_INFINITY) : blockMeans(clients, blocks),
    noise: noiseOf(inside.values()),
    scatters: scatters(readings, blocks),
    uniform,
  };
}

function insideOf(inside: ReadonlyMap<string, TierInside>, { name }: TierReadings): TierInside {
  return inside.get(name) as TierInside;
}

function verdictOf(limits: readonly Limit[], missing: readonly Because[]): Verdict {
  const [first, next = null] = limits;
  if (missing.length > 0) return { is: 'unknown', missing };
  if (first === undefined) return { is: 'unknown', missing: [{ says: 'no resource that is read follows the load' }] };
  if (first.nearFirstPercent < leastConfidence) return { is: 'unknown', missing: [closeCall(limits)] };
  return { is: 'known', confidencePercent: first.nearFirstPercent, next };
}

function closeCall(limits: readonly Limit[]): Because {
  const close = limits.filter(({ firstPercent }) => firstPercent >= 10);
  return {
    says: '{names} are too near to each other to be told apart at the loads that were seen; a higher load would tell, or a reading of what is not read',
    names: close.map(limitName).join('; '),
  };
}

function nothingKnown(readings: ServiceReadings, periods: number): Diagnosis {
  return {
    service: readings.service,
    ...spanOf(readings, periods),
    load: null,
    verdict: { is: 'unknown', missing: noLoad(readings.classes, periods) },
    limits: [],
    remedies: [],
    tiers: [],
    changes: [],
    leaks: [],
    noisyUnits: [],
    remarks: [],
    timeline: [],
  };
}

/** Why nothing is known of how much is asked for. */
function noLoad(classes: readonly ClassLoad[], periods: number): readonly Because[] {
  if (classes.length === 0)
    return [{ says: 'the requests of the service are not read: name a metric that counts them' }];
  if (periods < fewestBlocks)
    return [{ says: '{periods} periods were read, and {fewest} are the fewest', periods, fewest: fewestBlocks }];
  const sparse = classes
    .map(({ name, perSecond }) => ({ name, read: perSecond.filter((value) => value !== null).length }))
    .filter(({ read }) => 2 * read < periods);
  if (sparse.length === 0) return [{ says: 'there were no requests, or never of all classes at once' }];
  return sparse.map(({ name, read }) => ({
    says: 'the requests of the class {name} were read in {read} of {periods} periods, which are too few',
    ...{ name, read, periods },
  }));
}

function spanOf({ fromMs, periodSeconds }: ServiceReadings, periods: number) {
  return { fromMs, toMs: fromMs + periods * periodSeconds * 1000 };
}

function driftsOf(readings: ServiceReadings, loads: Loads, blocks: Blocks): readonly Drift[] {
  return readings.tiers.flatMap((tier) =>
    tier.resources.map((resource) => driftOf(tier, resource, loads, blocks, readings)),
  );
}

function tierDiagnosis({ name, kind }: TierReadings, { whole, throughput, little }: TierInside): TierDiagnosis {
  const points = Array.from(whole, (load, block) => ({ load, throughput: throughput[block] ?? Number.NaN })).filter(
    (point) => Number.isFinite(point.load) && Number.isFinite(point.throughput),
  );
  const fit = fitScalability(points);
  return {
    name,
    kind,
    little,
    points,
    scalability: fit.is === 'curve' ? fit.curve : null,
    noScalability: fit.is === 'refused' ? fit.because : null,
  };
}

/** Not the few that fill no block: those that are too old. */
function unusedOf(periods: number, { length, count }: Blocks): readonly Because[] {
  const unused = periods - length * count;
  if (unused < length) return [];
  return [{ says: 'the oldest {unused} of {periods} periods were left out: two weeks are the most', unused, periods }];
}

/** A utilisation that errs by more than this from the law does not follow it. */
const mostResidual = 0.2;

function remarksOf(
  { tiers }: ServiceReadings,
  { groups }: Loads,
  inside: ReadonlyMap<string, TierInside>,
  limits: readonly Limit[],
): readonly Because[] {
  const merged = groups
    .filter(({ classes }) => classes.length > 1)
    .map(({ classes }) => ({
      says: '{classes} rise and fall together: what each takes cannot be told apart, and they are given as one',
      classes: classes.join(', '),
    }));
  const odd = limits
    .filter(({ residual }) => (residual ?? 0) > mostResidual)
    .map(({ tier, resource, residual }) => ({
      says: '{resource} of {tier} does not fit the load: it errs by {percent} % of itself',
      resource,
      tier,
      percent: 100 * (residual ?? 0),
    }));
  return [...merged, ...contradictions(tiers, inside), ...odd];
}
