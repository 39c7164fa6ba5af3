import type { Decision } from '../../model/decision.ts';
import type { Because, Reason } from '../../model/reason.ts';
import { isUnreadable } from '../../model/unreadable-override.ts';
import type { WarmPool } from '../config/warm-pool.ts';
import type { Desired } from '../desired.ts';
import type { Kept, Observation } from '../observation.ts';
import type { PoolDecision } from './decide-with-pool.ts';
import { togetherBy } from './pool-set.ts';
import { isUnknown } from './pool-told.ts';
import type { Counted } from './seen-of.ts';

type Decided = Decision<Desired, Kept>;

interface Both extends PoolDecision {
  readonly running: Decided;
}

interface Beside {
  /** Null where the pool is not known, or may not be used. */
  readonly counted: Counted | null;
  readonly warmPool: WarmPool;
  /** Whether anything is to stand prepared. */
  readonly isPaying: boolean;
}

/** A look that waits for the pool comes again after this long. */
const watchMs = 60_000;

/** Both decisions as one, but for what is kept. */
export function asOne(observation: Observation, both: Both, beside: Beside): Decided {
  const { running, together, units } = both;
  const prepared = toPrepare(observation, both, beside);
  const desired: Desired = { units, ...(prepared !== null && { prepared }) };
  const { reasons, binding } = reasonsOf(observation, both, beside, desired);
  const asking = askFor(observation, desired, beside, running.refused);
  const lowersPool = prepared !== null && prepared < (beside.counted?.seen.prepared ?? 0);
  const waits = units < running.desired.units || asking.change !== null ? observation.atMs + watchMs : null;
  return {
    desired,
    ...asking,
    lowers: units < observation.capacity.asked || lowersPool,
    reasons,
    binding: asking.refused === undefined ? binding : running.binding,
    keep: running.keep,
    lookAgainAtMs: earliest([running.lookAgainAtMs, together.lookAgainAtMs, waits]),
  };
}

/**
 * Running and pool together, as they are to be set; null where the pool is left as it is. Where nothing is to stand prepared
 * they are set once, so low that no change of what runs calls for another.
 */
function toPrepare(observation: Observation, { prepared }: Both, { counted, isPaying }: Beside): number | null {
  if (counted === null || prepared === null || counted.told.frozenBecause !== null || isPaused(observation))
    return null;
  if (isPaying) return prepared;
  // Without a pool there is none to empty.
  return counted.told.set === null ? null : observation.config.bounds.min;
}

type Asking = Pick<Decided, 'change' | 'withheld' | 'refused'>;

/** What is asked for of what is right, or why it is not. */
function askFor(observation: Observation, desired: Desired, beside: Beside, refused: Because | undefined): Asking {
  if (refused !== undefined) return { change: null, withheld: null, refused };
  const { config, capacity } = observation;
  const allowed = config.mode === 'scale-out-only' ? withoutLess(observation, desired, beside) : desired;
  const isAsked = allowed.units === capacity.asked && isSetSo(allowed, beside, capacity);
  const withheld: Because = { says: 'the mode is {mode}', mode: config.mode };
  const isLess = allowed.units !== desired.units || allowed.prepared !== desired.prepared;
  if (isAsked) return { change: null, withheld: isLess ? withheld : null };
  if (config.mode === 'off' || config.mode === 'recommend') return { change: null, withheld };
  return { change: allowed, withheld: null };
}

function withoutLess({ capacity }: Observation, desired: Desired, { counted }: Beside): Desired {
  const units = Math.max(desired.units, capacity.asked);
  if (desired.prepared === undefined) return { units };
  return { units, prepared: Math.max(desired.prepared, counted?.seen.prepared ?? 0) };
}

/** Whether the pool is set as Headroom would set it. */
function isSetSo(desired: Desired, { counted, warmPool }: Beside, capacity: Observation['capacity']): boolean {
  if (desired.prepared === undefined || counted === null) return true;
  const { set, isApart } = counted.told;
  if (set === null || !isAsDesired(counted, desired, capacity)) return false;
  return isApart || (set.minSize === 0 && set.poolState === warmPool.poolState);
}

/** What was judged of what runs, then of both together, by whoever judged: `pool` stands before the latter. */
function reasonsOf(
  observation: Observation,
  { running, together, reason, units }: Both,
  { counted, isPaying }: Beside,
  desired: Desired,
): { reasons: readonly Reason<Desired>[]; binding: number } {
  const ofPool = [
    ...(reason === null ? [] : [reason]),
    ...(isPaying ? [] : [{ by: 'pool', desired, because: unpaying }]),
  ];
  const ofTogether = together.reasons.map(({ by, desired: wanted, because }) => {
    return { by: `pool ${by}`, desired: wanted && { units, prepared: wanted.units }, because };
  });
  const left = whyLeft(observation, counted).map((because) => ({ by: 'pool', desired, because }));
  const reasons = [...running.reasons, ...ofPool, ...ofTogether, ...left];
  if (ofPool.length > 0) return { reasons, binding: running.reasons.length };
  const { capacity } = observation;
  const onlyPool = units === capacity.asked && counted !== null && !isAsDesired(counted, desired, capacity);
  const binding = onlyPool ? running.reasons.length + ofPool.length + together.binding : running.binding;
  return { reasons, binding };
}

/** Whether running and pool together are already told to be as many as are to be; where the pool is sized by itself, by what it comes to. */
function isAsDesired({ told: { set, isApart } }: Counted, { prepared }: Desired, capacity: Observation['capacity']) {
  const { asked, max } = capacity;
  if (!isApart || set === null || prepared === undefined) return set?.prepared === prepared;
  return togetherBy(set, asked, max) === Math.max(asked, prepared);
}

/** Why the pool is left as it is. */
function whyLeft({ pool }: Observation, counted: Counted | null): readonly Because[] {
  if (counted !== null) return counted.told.frozenBecause === null ? [] : [counted.told.frozenBecause];
  if (pool === undefined) return [];
  if (isUnknown(pool)) return [{ says: 'the pool cannot be read: {trouble}', trouble: pool.trouble }];
  return pool.unusableBecause === null ? [] : [pool.unusableBecause];
}

const unpaying: Because = { says: 'nothing is to stand prepared, so that all goes by the long lead' };

function isPaused({ overrides, atMs }: Observation): boolean {
  return overrides.some((one) => !isUnreadable(one) && one.kind === 'pause' && one.untilMs > atMs);
}

function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((one): one is number => one !== null);
  return known.length === 0 ? null : Math.min(...known);
}
