import { describe, expect, test } from 'vitest';
import { blankMemory } from '../../../core/model/memory.ts';
import type { Series } from '../../../core/readings/series.ts';
import { nameOfPart, type SourceConfig } from '../../../core/readings/source-kinds.ts';
import type { ScalableInput } from '../../../core/scaling/config/scalable.ts';
import type { TargetConfig } from '../../../core/scaling/config/target-kinds.ts';
import type { Capacity } from '../../../core/scaling/observation.ts';
import type { ScalingWorld } from '../../../core/scaling/ports.ts';
import { scaling } from '../../../core/scaling/scaling.ts';
import { aCapacity, aPart, aScalable, minuteMs, noonMs } from '../../fixtures.ts';

interface Asked {
  readonly parts: { readonly metricName: string; readonly minutes: number }[];
  readonly alarms: string[];
  readonly set: [TargetConfig, number][];
}

/** A world in which every metric is 700 in every period asked for. */
function aWorld(input: Partial<ScalableInput>): { world: ScalingWorld; asked: Asked } {
  const asked: Asked = { parts: [], alarms: [], set: [] };
  const config = aScalable(input);
  const read = async (part: SourceConfig, fromMs: number, toMs: number) => {
    asked.parts.push({ metricName: nameOfPart(part), minutes: (toMs - fromMs) / minuteMs });
    const points = [];
    for (let atMs = fromMs; atMs < toMs; atMs += part.periodSeconds * 1000) points.push({ atMs, value: 700 });
    const metric: Series = { points, trouble: null };
    return { metric, witness: null };
  };
  const world: ScalingWorld = {
    settings: { scalable: async () => config, overrides: async () => [] },
    source: { read },
    target: {
      capacity: async () => aCapacity(),
      setCapacity: async (target, units) => {
        asked.set.push([target, units]);
        return { is: 'applied', because: null };
      },
    },
    alarms: {
      state: async (alarmName) => {
        asked.alarms.push(alarmName);
        return 'ALARM';
      },
    },
  };
  return { world, asked };
}

const observe = (world: ScalingWorld) => scaling(world).observe('checkout/web', blankMemory, noonMs);

describe('an observation', () => {
  const unused = { ...aPart, metricName: 'Unused' };
  const running = { ...aPart, metricName: 'GroupInServiceInstances' };

  test('holds the readings that policies name, and the running one', async () => {
    const readings = { demand: { parts: [aPart] }, unused: { parts: [unused] }, running: { parts: [running] } };
    const { world, asked } = aWorld({ readings });
    const observation = await observe(world);
    expect(Object.keys(observation.readings)).toEqual(['demand', 'running']);
    expect(asked.parts.map(({ metricName }) => metricName)).toEqual(['RequestCount', 'GroupInServiceInstances']);
    expect(observation.readings.demand?.samples.at(-1)).toEqual({ is: 'value', atMs: noonMs - minuteMs, value: 700 });
  });

  test('names no resource and no account', async () => {
    const { world } = aWorld({
      target: { kind: 'auto-scaling-group', account: '123456789012', autoScalingGroupName: 'secret-group' },
    });
    expect(JSON.stringify(await observe(world))).not.toMatch(/123456789012|secret-group|RequestCount/);
  });

  test('survives JSON unchanged', async () => {
    const { world } = aWorld({ alarmName: undefined });
    const observation = await observe(world);
    expect(JSON.parse(JSON.stringify(observation))).toStrictEqual(observation);
  });

  test('reads far enough back for a metric that comes late', async () => {
    const { world, asked } = aWorld({ readings: { demand: { parts: [{ ...aPart, delaySeconds: 1790 }] } } });
    await observe(world);
    expect(asked.parts).toEqual([{ metricName: 'RequestCount', minutes: 40 }]);
  });

  test('asks for the alarm only where there is one', async () => {
    const without = aWorld({});
    expect((await observe(without.world)).alarm).toBeNull();
    expect(without.asked.alarms).toEqual([]);
    const named = aWorld({ alarmName: 'headroom/checkout/web' });
    expect((await observe(named.world)).alarm).toBe('ALARM');
    expect(named.asked.alarms).toEqual(['headroom/checkout/web']);
  });
});

describe('acting', () => {
  const act = async (capacity: Partial<Capacity>, change: number) => {
    const { world, asked } = aWorld({});
    const observation = { ...(await observe(world)), capacity: aCapacity(capacity) };
    const outcome = await scaling(world).act(observation, change, { leftMs: () => 1000 });
    return { outcome, set: asked.set };
  };

  test('asks the configured target for the units decided on', async () => {
    const { set } = await act({}, 7);
    expect(set).toMatchObject([[{ kind: 'auto-scaling-group', autoScalingGroupName: 'web' }, 7]]);
  });

  test('is refused, with the reason, where asking would be void', async () => {
    const launch = { says: 'the process Launch is suspended' };
    const terminate = { says: 'the process Terminate is suspended' };
    const capacity = { voidOutBecause: launch, voidInBecause: terminate };
    expect(await act(capacity, 12)).toEqual({ outcome: { is: 'refused', because: launch }, set: [] });
    expect(await act(capacity, 8)).toEqual({ outcome: { is: 'refused', because: terminate }, set: [] });
    expect((await act({ voidOutBecause: launch }, 8)).set).toHaveLength(1);
    expect((await act({ voidInBecause: terminate }, 12)).set).toHaveLength(1);
  });
});
