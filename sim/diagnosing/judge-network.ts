import { diagnose } from '../../core/diagnosing/diagnose.ts';
import type { Diagnosis, Limit as Told } from '../../core/diagnosing/diagnosis.ts';
import { random } from '../workloads/random.ts';
import { makeNetwork } from './make-network.ts';
import { type NaiveAnswer, naiveStrategies } from './naive-answers.ts';
import type { Network } from './network.ts';
import { readNetwork } from './read-network.ts';
import { type Minute, runNetwork } from './run-network.ts';
import { type Limit, limitsAt } from './true-limits.ts';

/** One network to be made, played, read and diagnosed. */
export interface JudgeTask {
  readonly seed: number;
  /** What each reading errs by, as a share of it. */
  readonly noise: number;
}

type Naive = keyof typeof naiveStrategies;

/** How a diagnosis compares with the truth. */
export interface Judged {
  readonly seed: number;
  readonly isClosed: boolean;
  /** Whether the bottleneck is not read. */
  readonly isHidden: boolean;
  /** How busy the bottleneck was in its busiest five minutes. */
  readonly peak: number;
  readonly isAnswered: boolean;
  /** How sure the first is, whether it was answered or not. */
  readonly confidencePercent: number;
  readonly isRight: boolean;
  readonly naive: Readonly<Record<Naive, boolean>>;
  /** How far demands are off, as shares, for every class of every resource that is told. */
  readonly demandErrors: readonly number[];
  /** How far the load at which the bottleneck gives out is off, where it is told. */
  readonly saturationError: number | null;
}

/** Loads that are no further apart than this are equally right to be named. */
const asGood = 1.05;
/** The mix of now is that of the last half hour. */
const nowMinutes = 30;

/** Makes a network, plays it, reads it with noise, diagnoses it and compares that with what is true. */
export function judgeNetwork({ seed, noise }: JudgeTask): Judged {
  const { network, isClosed } = makeNetwork(seed);
  const minutes = runNetwork(network, random(seed + 7_000_000));
  const readings = readNetwork(network, minutes, noise, random(seed + 9_000_000));
  const diagnosis = diagnose(readings, random(seed + 5_000_000).uniform);
  const mix = mixOf(network, minutes.slice(-nowMinutes));
  const limits = limitsAt(network, mix);
  const [first] = limits as readonly [Limit, ...Limit[]];
  const right = limits.filter(({ saturation }) => saturation <= asGood * first.saturation);
  const [told] = diagnosis.limits;
  return {
    seed,
    isClosed,
    isHidden: network.stations[first.station]?.read.as !== 'busy',
    peak: peakOf(network, minutes, first),
    isAnswered: diagnosis.verdict.is === 'known',
    confidencePercent: told?.nearFirstPercent ?? 0,
    isRight: told !== undefined && right.some((limit) => isNamed(network, limit, told)),
    naive: naiveRight(network, right, (name) => naiveStrategies[name](readings)),
    demandErrors: diagnosis.limits.flatMap((limit) => demandErrors(network, mix, limits, limit)),
    saturationError: saturationError(network, first, diagnosis),
  };
}

function mixOf({ classes }: Network, minutes: readonly Minute[]): readonly number[] {
  return classes.map((_, one) => minutes.reduce((sum, { completed }) => sum + (completed[one] ?? 0), 0));
}

function peakOf({ stations }: Network, minutes: readonly Minute[], { station }: Limit): number {
  const servers = stations[station]?.servers ?? 1;
  const fives = Array.from({ length: Math.floor(minutes.length / 5) }, (_, five) =>
    minutes.slice(5 * five, 5 * five + 5).reduce((sum, minute) => sum + (minute.stations[station]?.busy ?? 0) / 5, 0),
  );
  return Math.max(...fives) / servers;
}

/** A station that is not read has no name that could be told: its tier is what can be right, and that it is not read. */
function isNamed({ stations }: Network, { station }: Limit, told: Pick<Told, 'tier' | 'resource'>): boolean {
  const truth = stations[station];
  return (
    truth !== undefined && truth.tier === told.tier && told.resource === (truth.read.as === 'busy' ? truth.name : null)
  );
}

/** A graph of a whole tier is right where the bottleneck is anywhere in it. */
function naiveRight(
  network: Network,
  right: readonly Limit[],
  answer: (name: Naive) => NaiveAnswer | null,
): Readonly<Record<Naive, boolean>> {
  const isRight = (name: Naive) => {
    const told = answer(name);
    if (told === null) return false;
    return right.some((limit) =>
      told.resource === null ? network.stations[limit.station]?.tier === told.tier : isNamed(network, limit, told),
    );
  };
  return {
    highestUtilisation: isRight('highestUtilisation'),
    highestCpu: isRight('highestCpu'),
    longestQueue: isRight('longestQueue'),
    highestLatency: isRight('highestLatency'),
  };
}

/** Demands are told per server, classes that were taken together in the mix of now. */
function demandErrors(
  network: Network,
  mix: readonly number[],
  limits: readonly Limit[],
  told: Told,
): readonly number[] {
  // Of several that are not read in one tier, only the first to give out can be seen.
  const truth = limits.find((limit) => isNamed(network, limit, told));
  if (truth === undefined) return [];
  const servers = network.stations[truth.station]?.servers ?? 1;
  return told.demands.map(({ classes, seconds }) => {
    const members = network.classes.flatMap(({ name }, one) => (classes.includes(name) ? [one] : []));
    const whole = members.reduce((sum, one) => sum + (mix[one] ?? 0), 0);
    const mean = members.reduce((sum, one) => sum + ((mix[one] ?? 0) / whole) * (truth.demands[one] ?? 0), 0);
    return Math.abs(seconds.value / (mean / servers) - 1);
  });
}

function saturationError(network: Network, first: Limit, { limits }: Diagnosis): number | null {
  const told = limits.find((limit) => isNamed(network, first, limit));
  return told === undefined ? null : Math.abs(told.saturation.value / first.saturation - 1);
}
