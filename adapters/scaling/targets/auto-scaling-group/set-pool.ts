import { type AutoScalingClient, DeleteWarmPoolCommand, PutWarmPoolCommand } from '@aws-sdk/client-auto-scaling';
import type { PoolSet } from '../../../../core/scaling/pool/pool-set.ts';
import type { Judge } from '../../../aws/judge.ts';

type Client = Pick<AutoScalingClient, 'send'>;

/**
 * Sets the warm pool of a group, or deletes it. All five parameters go each time: whether one that is left out keeps its value
 * is documented nowhere. -1 takes away what running and pool together were set to.
 */
export function putPool(
  client: Client,
  AutoScalingGroupName: string,
  set: PoolSet | null,
  abortSignal: AbortSignal,
): Promise<unknown> {
  if (set === null) return client.send(new DeleteWarmPoolCommand({ AutoScalingGroupName }), { abortSignal });
  const { minSize: MinSize, prepared, poolState: PoolState, reuseOnScaleIn: ReuseOnScaleIn } = set;
  const command = new PutWarmPoolCommand({
    AutoScalingGroupName,
    MinSize,
    MaxGroupPreparedCapacity: prepared ?? -1,
    PoolState,
    InstanceReusePolicy: { ReuseOnScaleIn },
  });
  return client.send(command, { abortSignal });
}

/** What AWS does not accept of a pool, by its own answer. A refresh is no such thing: it ends, and the pool is asked for again. */
export const judgePool: Judge = ({ name, message }) => {
  if (name.startsWith('LimitExceeded')) return 'a quota does not allow the pool: {error}';
  if (!name.startsWith('Validation')) return null;
  if (/not found/i.test(message)) return 'the group does not exist any more; remove the scalable: {error}';
  return 'Auto Scaling does not accept the pool; leave warmPool out, or mend what it names: {error}';
};
