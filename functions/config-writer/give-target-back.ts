import { floorsOnAws } from '../../adapters/scaling/floors/catalogue.ts';
import { floors } from '../../adapters/scaling/floors/floors.ts';
import type { TargetWorld } from '../../adapters/scaling/targets/any-kind/kind-target.ts';
import { loadedLate } from '../../adapters/scaling/targets/any-kind/loaded-late.ts';
import { boundedTargets } from '../../adapters/scaling/targets/bounded.ts';
import { Refusal } from '../../core/model/errors.ts';
import { tell } from '../../core/model/reason.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import type { TargetConfig } from '../../core/scaling/config/target-kinds.ts';
import { type FoundState, type FoundTold, isSameState } from '../../core/scaling/found.ts';
import { foundMark } from '../../core/scaling/pool/target-mark.ts';
import type { Target } from '../../core/scaling/ports.ts';
import { type GivingBack, keptOfGone } from './kept-of-gone.ts';

interface GivingTargets extends GivingBack {
  /** @default those of AWS */
  readonly target?: Pick<Target, 'found' | 'putBack'>;
}

/** What one call of AWS may take. */
const leftMs = 30_000;
/** Readers take some minutes to be removed; the function has a minute more than this. */
const patienceMs = 13 * 60_000;
const pauseMs = 15_000;

/**
 * Puts the bounds of a target whose scalable is gone back as they were found, step by step until they are. Does nothing where
 * Headroom never changed them, the scalable is configured still, or the target is gone. Throws where they cannot be put back, or
 * are not by the time that it has: the deploy then fails, and says so, and may be tried again.
 */
export async function giveTargetBack(
  world: GivingTargets,
  { scalable, target: config, beside }: ScalableConfig,
): Promise<void> {
  const found = (await keptOfGone(world, scalable))?.found;
  if (found === undefined || found.of !== foundMark({ target: config, beside })) return;
  const { account } = world;
  const of = { account, leftMs: () => leftMs, random: Math.random };
  const { target = beside === undefined ? boundedTargets(of) : floorsOf(of) } = world;
  const untilMs = world.nowMs() + patienceMs;
  for (;;) {
    const told = await toldOf(target, config);
    if (told === null || isSameState(told.state, found.state)) return;
    if (told.restlessBecause === null) await step(target, config, found.state, scalable);
    if (world.nowMs() >= untilMs)
      throw cannot(scalable, 'it takes longer than can be waited for', 'delete again later');
    await world.pause(pauseMs);
  }
}

/** Of groups alone is the minimum told by the target itself. */
function floorsOf(of: TargetWorld): Target {
  const groups = loadedLate(() => import('../../adapters/scaling/targets/auto-scaling-group/on-aws.ts'))(of);
  const capacity: Target['capacity'] = (config, lastAsked) =>
    groups.capacity(config as TargetConfig<'auto-scaling-group'>, lastAsked);
  return floors({ ...of, makers: floorsOnAws(), target: { capacity } });
}

/** Null where the target is gone, or is none that is put back. */
async function toldOf(target: Pick<Target, 'found'>, config: TargetConfig): Promise<FoundTold | null> {
  try {
    return (await target.found?.(config)) ?? null;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** What failed on the way is tried again. */
async function step(target: Pick<Target, 'putBack'>, config: TargetConfig, state: FoundState, scalable: string) {
  const done = await target.putBack?.(config, state, { leftMs: () => leftMs });
  if (done?.is !== 'refused') return;
  throw cannot(scalable, done.because === null ? done.is : tell(done.because), 'mend that and delete again');
}

function cannot(scalable: string, why: string, next: string): Error {
  return new Error(`what ${scalable} scaled cannot be put back as it was before Headroom: ${why}; ${next}`);
}
