import { type Because, tell } from '../../model/reason.ts';
import { isUnreadable } from '../../model/unreadable-override.ts';
import type { Sizes } from '../config/sizes.ts';
import type { Observation } from '../observation.ts';
import { judgeCanary } from './judge-canary.ts';
import type { KeptSize, SizeStep } from './kept-size.ts';
import { isSizeKnown, type Rollout, type SizeTold } from './size-told.ts';

/** What is done about a change that only calls of ours bring on. */
export interface BroughtOn {
  readonly step: SizeStep;
  /** The size that the next call leads to. */
  readonly size: string;
  /** Whether that call is made now. */
  readonly asks: boolean;
  readonly because: Because;
}

/** A share that hardly anybody calls proves nothing, and is taken back after this long. */
const unprovenAfterMs = 86_400_000;

/**
 * The next call of a change that is under way, or why it waits; null where there is no such change. It goes back once something
 * of the new size breaks or fails; to go back nothing but a mode and a pause is waited for.
 */
export function bringOn(observation: Observation, sizes: Sizes, { changing }: KeptSize): BroughtOn | null {
  const { size: told } = observation;
  if (changing === null || !isSizeKnown(told) || told.rollout === undefined) return null;
  const watched = watch(observation, changing, told);
  const step = watched.back === undefined ? turned(observation, watched, told.rollout) : watched;
  const size = step.back === undefined ? step.to : step.from;
  const busy = step.back === undefined ? waitsOn(observation, sizes, step, told) : told.rollout.busyBecause;
  const waits = held(observation, sizes) ?? busy;
  return { step, size, asks: waits === null, because: becauseOf(step, waits) };
}

function becauseOf({ from, to, back }: SizeStep, waits: Because | null): Because {
  const says =
    back === undefined
      ? 'the size changes from {from} to {to}, and until it has nothing is taken away'
      : 'the size goes back to {from}: {why}';
  const told = { from, to, ...(back !== undefined && { why: tell(back) }) };
  return waits === null ? { ...told, says } : { ...waits, ...told, says: `${says}; ${waits.says}` };
}

function watch({ atMs }: Observation, step: SizeStep, { rollout }: SizeTold): SizeStep {
  const isWatched = rollout !== undefined && rollout.canary !== null;
  return isWatched && step.watchedSinceMs === undefined ? { ...step, watchedSinceMs: atMs } : step;
}

/** The step, turned back where something speaks against it. */
function turned({ atMs }: Observation, step: SizeStep, { canary, brokenBecause }: Rollout): SizeStep {
  if (brokenBecause !== null) return { ...step, back: brokenBecause };
  if (canary === null) return step;
  const { sickBecause, isProven } = judgeCanary(canary);
  if (sickBecause !== null) return { ...step, back: sickBecause };
  const hours = (atMs - (step.watchedSinceMs ?? atMs)) / 3_600_000;
  if (isProven || hours * 3_600_000 < unprovenAfterMs) return step;
  return {
    ...step,
    back: { says: 'in {hours} hours too few calls have come to tell whether it serves', hours: Math.round(hours) },
  };
}

/** What holds every call back, that of going back too: a person's word. */
function held({ config: { mode }, overrides, atMs }: Observation, { change }: Sizes): Because | null {
  if (mode !== 'on' || change !== 'on') return { says: 'the mode is {mode}, and it stays as it is', mode };
  const unreadable = overrides.find(isUnreadable);
  if (unreadable !== undefined) return { says: 'an override cannot be read: {trouble}', trouble: unreadable.trouble };
  const isPaused = overrides.some((one) => !isUnreadable(one) && one.kind === 'pause' && one.untilMs > atMs);
  return isPaused ? { says: 'it is paused by hand' } : null;
}

function waitsOn({ atMs, capacity }: Observation, sizes: Sizes, step: SizeStep, { rollout, fixedBecause }: SizeTold) {
  const { busyBecause = null, canary = null, takesOut = 0 } = rollout ?? {};
  if (busyBecause !== null) return busyBecause;
  if (fixedBecause !== null) return fixedBecause;
  if (takesOut > 0 && capacity.running < step.leastUnits) {
    const says = '{running} units run, and {least} are to before the next is replaced';
    return { says, running: capacity.running, least: step.leastUnits };
  }
  if (canary === null) return null;
  const seconds = (atMs - (step.watchedSinceMs ?? atMs)) / 1000;
  if (seconds < sizes.watchSeconds)
    return { says: 'a first share is watched for {seconds} s', seconds: sizes.watchSeconds };
  return judgeCanary(canary).isProven ? null : { says: 'a first share is watched until it is called often enough' };
}
