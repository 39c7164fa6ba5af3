import {
  type AutoScalingClient,
  type AutoScalingGroup,
  DescribeInstanceRefreshesCommand,
  DescribeLifecycleHooksCommand,
  DescribeWarmPoolCommand,
  type DescribeWarmPoolCommandOutput,
  type Instance,
} from '@aws-sdk/client-auto-scaling';
import type { Because } from '../../../../core/model/reason.ts';
import type { PoolSet } from '../../../../core/scaling/pool/pool-set.ts';
import type { PoolTold } from '../../../../core/scaling/pool/pool-told.ts';
import type { PoolAsked } from '../../../../core/scaling/ports.ts';
import { readWithin } from '../../../aws/read-within.ts';
import { activeRefreshes } from './active-refreshes.ts';
import { unitsMarked } from './marks.ts';
import { unusableBecause } from './unusable-pool.ts';

type Client = Pick<AutoScalingClient, 'send'>;

/** The states of an instance that has had its long start and stands prepared (https://docs.aws.amazon.com/autoscaling/ec2/userguide/warm-pool-instance-lifecycle.html). */
const readyStates: readonly string[] = ['Warmed:Stopped', 'Warmed:Hibernated', 'Warmed:Running'];

/**
 * The warm pool of a group: how it is set and what stands in it, in one call and the pages that follow it; in one more whether
 * a hook tells readiness, where one is to; and in another whether a refresh is under way, where a change was refused.
 */
export async function poolOfGroup(
  client: Client,
  group: AutoScalingGroup,
  { readyBy, wasRefused }: PoolAsked,
  leftMs: number,
): Promise<Omit<PoolTold, 'of'>> {
  const { AutoScalingGroupName } = group;
  return readWithin(leftMs, async (signal) => {
    const options = { abortSignal: signal };
    const asked = { AutoScalingGroupName };
    const [{ set, isLeaving, instances }, hooks, refreshes] = await Promise.all([
      read(client, AutoScalingGroupName, signal),
      readyBy === 'hook' ? client.send(new DescribeLifecycleHooksCommand(asked), options) : null,
      wasRefused ? client.send(new DescribeInstanceRefreshesCommand({ ...asked, MaxRecords: 1 }), options) : null,
    ]);
    const [refresh] = refreshes?.InstanceRefreshes ?? [];
    return {
      set,
      ready: instances.filter(isReady).length,
      coming: instances.filter(isComing).length,
      units: unitsMarked(group.Instances ?? [], {
        ready: instances.filter(isReady),
        coming: instances.filter(isComing),
      }),
      unusableBecause: unusableBecause(group, set, hooks?.LifecycleHooks ?? null),
      frozenBecause: frozenBecause(isLeaving, refresh?.Status),
    };
  });
}

/** Only these have had their long start: what is `Warmed:Pending` may be launching still. */
const isReady = ({ LifecycleState: state }: Instance) => readyStates.includes(String(state));
const isComing = ({ LifecycleState: state }: Instance) => String(state).startsWith('Warmed:Pending');

interface Pool {
  readonly set: PoolSet | null;
  /** Whether it is being deleted. */
  readonly isLeaving: boolean;
  readonly instances: readonly Instance[];
}

async function read(client: Client, AutoScalingGroupName: string | undefined, abortSignal: AbortSignal): Promise<Pool> {
  const instances: Instance[] = [];
  let told: DescribeWarmPoolCommandOutput;
  let NextToken: string | undefined;
  do {
    // 50 is the most (https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeWarmPool.html).
    const command = new DescribeWarmPoolCommand({ AutoScalingGroupName, MaxRecords: 50, NextToken });
    told = await client.send(command, { abortSignal });
    instances.push(...(told.Instances ?? []));
    NextToken = told.NextToken;
  } while (NextToken);
  const { WarmPoolConfiguration: pool } = told;
  return { set: setOf(pool), isLeaving: pool?.Status === 'PendingDelete', instances };
}

function setOf(pool: DescribeWarmPoolCommandOutput['WarmPoolConfiguration']): PoolSet | null {
  if (pool === undefined || pool.Status === 'PendingDelete') return null;
  const { MinSize: minSize = 0, MaxGroupPreparedCapacity: prepared, PoolState, InstanceReusePolicy } = pool;
  return {
    minSize,
    prepared: prepared === undefined || prepared < 0 ? null : prepared,
    poolState: PoolState ?? 'Stopped',
    reuseOnScaleIn: InstanceReusePolicy?.ReuseOnScaleIn ?? false,
  };
}

function frozenBecause(isLeaving: boolean, refresh: string | undefined): Because | null {
  if (isLeaving) return { says: 'the pool is being deleted, and left as it is until that has ended' };
  if (refresh === undefined || !activeRefreshes.includes(refresh)) return null;
  return {
    says: 'an instance refresh is under way ({status}), and the pool is left as it is until it has ended',
    status: refresh,
  };
}
