import type { MakeTarget } from '../../adapters/scaling/targets/any-kind/kind-target.ts';
import { onAws } from '../../adapters/scaling/targets/auto-scaling-group/on-aws.ts';
import { tell } from '../../core/model/reason.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { targetMark } from '../../core/scaling/pool/target-mark.ts';
import { type GivingBack, keptOfGone } from './kept-of-gone.ts';

interface GivingPools extends GivingBack {
  /** The groups, which alone of all targets have pools. @default those of AWS */
  readonly groups?: MakeTarget<'auto-scaling-group'>;
}

/** What AWS is asked for ends well before CloudFormation gives up. */
const leftMs = 30_000;

/**
 * Puts the pool of a scalable that is gone back as it was found, once no look is under way any more that could still set it.
 * Does nothing where Headroom never set it, the scalable is configured still, or its group is gone. Throws where the pool
 * cannot be put back: the deploy then fails, and says so, and may be tried again.
 */
export async function givePoolBack(world: GivingPools, { scalable, target }: ScalableConfig): Promise<void> {
  const pool = (await keptOfGone(world, scalable))?.pool;
  if (pool?.found === undefined || pool.of !== targetMark(target)) return;
  const { groups = onAws(), account } = world;
  const { setPool } = groups({ account, leftMs: () => leftMs, random: Math.random });
  if (setPool === undefined || target.kind !== 'auto-scaling-group') return;
  const { is, because } = await setPool(target, pool.found, { leftMs: () => leftMs });
  if (is === 'applied' || because?.says.includes('does not exist') === true) return;
  const why = because === null ? is : tell(because);
  throw new Error(
    `the pool of ${scalable} cannot be put back as it was before Headroom: ${why}; mend that and delete again`,
  );
}
