import { describe, expect, it } from 'vitest';
import { autoScalingGroups } from '../../../adapters/scaling/targets/auto-scaling-group/auto-scaling-group.ts';
import { number } from '../../../adapters/table/attributes.ts';
import { memoryItem } from '../../../adapters/table/entry-items.ts';
import { configKey, leaseKey } from '../../../adapters/table/keys.ts';
import type { KeptPool } from '../../../core/scaling/pool/kept-pool.ts';
import type { PoolSet } from '../../../core/scaling/pool/pool-set.ts';
import { targetMark } from '../../../core/scaling/pool/target-mark.ts';
import { givePoolBack } from '../../../functions/config-writer/give-pool-back.ts';
import { awsError, denied } from '../../adapters/aws-error.ts';
import { FakeAws } from '../../adapters/fake-aws.ts';
import { aMemory, aScalable, noonMs } from '../../fixtures.ts';
import { aTableInMemory } from './a-table-in-memory.ts';

const config = aScalable({ warmPool: {} });
const key = { capability: 'scaling', subject: config.scalable };
const found: PoolSet = { minSize: 2, prepared: null, poolState: 'Stopped', reuseOnScaleIn: true };

/** A scalable that was configured and is gone, as its memory tells of its pool. */
function gone(pool: Partial<KeptPool<unknown>>) {
  const { table, items } = aTableInMemory();
  const own = { schema: 1, seen: [], needs: [], silentSinceMs: null, policies: {} } as const;
  const kept = { of: targetMark(config.target), started: null, together: own, ...pool } as KeptPool<typeof own>;
  const put = (item: ReturnType<typeof memoryItem>) => items.set(`${item.pk?.S} ${item.sk?.S}`, item);
  put(memoryItem(key, aMemory({ pool: kept })));
  const aws = new FakeAws<never>({ PutWarmPool: () => ({}), DeleteWarmPool: () => ({}) });
  const clients = { reader: () => aws.client, actor: () => aws.client };
  const groups: NonNullable<Parameters<typeof givePoolBack>[0]['groups']> = (world) =>
    autoScalingGroups({ ...world, clients });
  const pauses: number[] = [];
  const pause = async (milliseconds: number) => void pauses.push(milliseconds);
  const give = () => givePoolBack({ table, account: null, nowMs: () => noonMs, pause, groups }, config);
  return { aws, put, pauses, give };
}

describe('the pool of a scalable that is gone', () => {
  it('is put back as it was found, or taken away where there was none', async () => {
    const { aws, give } = gone({ found });
    await give();
    expect(aws.calls).toMatchObject([{ action: 'PutWarmPool', input: { MinSize: 2, MaxGroupPreparedCapacity: -1 } }]);
    const none = gone({ found: null });
    await none.give();
    expect(none.aws.calls.map(({ action }) => action)).toEqual(['DeleteWarmPool']);
  });

  it('is left alone where Headroom never set it, where it is of another target, and while it is configured', async () => {
    const configured = gone({ found });
    configured.put({ ...configKey('scaling', config.scalable), version: number(1) });
    for (const { aws, give } of [gone({}), gone({ found, of: 'other' }), configured]) {
      await give();
      expect(aws.calls).toEqual([]);
    }
  });

  it('is put back once the look has ended that is under way', async () => {
    const { aws, give, put, pauses } = gone({ found });
    put({ ...leaseKey(key), untilMs: number(noonMs + 25_000) });
    await give();
    expect(pauses).toEqual([25_000]);
    expect(aws.called('PutWarmPool')).toBe(1);
  });

  it('goes with its group, and else fails the deploy and says what to mend', async () => {
    const { aws, give } = gone({ found });
    aws.troubles = [awsError('ValidationError', 'AutoScalingGroup name not found - null')];
    await give();
    aws.troubles = [denied()];
    await expect(give()).rejects.toThrow(/cannot be put back.*may not change this target.*delete again/);
    aws.troubles = [awsError('InstanceRefreshInProgressFault', 'An instance refresh is in progress')];
    await expect(give()).rejects.toThrow(/InstanceRefreshInProgress/);
  });
});
