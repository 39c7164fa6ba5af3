import { describe, expect, it } from 'vitest';
import { number } from '../../../adapters/table/attributes.ts';
import { memoryItem } from '../../../adapters/table/entry-items.ts';
import { configKey } from '../../../adapters/table/keys.ts';
import { Refusal } from '../../../core/model/errors.ts';
import type { Outcome } from '../../../core/model/outcome.ts';
import type { FoundState, FoundTold, KeptFound } from '../../../core/scaling/found.ts';
import { targetMark } from '../../../core/scaling/pool/target-mark.ts';
import { giveTargetBack } from '../../../functions/config-writer/give-target-back.ts';
import { aMemory, aScalable, noonMs } from '../../fixtures.ts';
import { aTableInMemory } from './a-table-in-memory.ts';

const place = { account: null, region: null };
const config = aScalable({ target: { kind: 'aurora-readers', ...place, dbClusterIdentifier: 'orders' } });
const none: FoundState = { min: null, max: null };
const ours: FoundState = { min: 3, max: 3 };
const own: FoundState = { min: 1, max: 1 };

/** A scalable that was configured and is gone; its target tells the states one after the other. */
function gone(found: Partial<KeptFound> | null, tells: (FoundTold | Error)[], outcome: Outcome['is'] = 'applied') {
  const { table, items } = aTableInMemory();
  const put = (item: ReturnType<typeof memoryItem>) => items.set(`${item.pk?.S} ${item.sk?.S}`, item);
  const kept = { of: targetMark(config.target), state: none, ...found };
  const key = { capability: 'scaling', subject: config.scalable };
  put(memoryItem(key, aMemory(found === null ? {} : { found: kept })));
  const asked: FoundState[] = [];
  let nowMs = noonMs;
  const target = {
    found: async () => {
      const [told] = tells.length > 1 ? tells.splice(0, 1) : tells;
      if (told instanceof Error) throw told;
      return told ?? null;
    },
    putBack: async (_: unknown, state: FoundState) => {
      asked.push(state);
      return { is: outcome, because: { says: 'the role may not' } } as Outcome;
    },
  };
  const pause = async (milliseconds: number) => {
    nowMs += milliseconds;
  };
  const give = () => giveTargetBack({ table, account: null, nowMs: () => nowMs, pause, target }, config);
  return { asked, put, give, minutes: () => (nowMs - noonMs) / 60_000 };
}

const calm = (state: FoundState): FoundTold => ({ state, restlessBecause: null });
const restless = (state: FoundState): FoundTold => ({ state, restlessBecause: { says: 'readers are deleting' } });

describe('the bounds of a target whose scalable is gone', () => {
  it('are put back step by step, and what is under way is waited for', async () => {
    const { asked, give } = gone({}, [calm(ours), restless(own), restless(own), calm(own), calm(none)]);
    await give();
    expect(asked).toEqual([none, none]);
  });

  it('are left alone where Headroom changed none, where they are of another target, and while it is configured', async () => {
    const configured = gone({}, [calm(ours)]);
    configured.put({ ...configKey('scaling', config.scalable), version: number(1) });
    for (const { asked, give } of [gone(null, [calm(ours)]), gone({ of: 'other' }, [calm(ours)]), configured]) {
      await give();
      expect(asked).toEqual([]);
    }
  });

  it('go with their target', async () => {
    const { asked, give } = gone({}, [new Refusal('the cluster is gone')]);
    await give();
    expect(asked).toEqual([]);
  });

  it('fail the deploy where they may not be put back, or are not in time, and say what to do', async () => {
    await expect(gone({}, [calm(ours)], 'refused').give()).rejects.toThrow(
      /the role may not; mend that and delete again/,
    );
    const slow = gone({}, [restless(ours)]);
    await expect(slow.give()).rejects.toThrow(/longer than can be waited for; delete again later/);
    expect(slow.minutes()).toBeLessThan(14);
  });

  it('are asked for again where that has failed', async () => {
    const { asked, give } = gone({}, [calm(ours), calm(ours), calm(none)], 'failed');
    await give();
    expect(asked).toEqual([none, none]);
  });
});
