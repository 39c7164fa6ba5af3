import { describe, expect, test } from 'vitest';
import { tierGraph } from '../../../core/scaling/config/tier-graph.ts';
import { planTiers, type TierNow } from '../../../core/scaling/planning/plan-tiers.ts';
import { aScalable } from '../../fixtures.ts';

const graph = tierGraph([
  aScalable({ needs: { 'shop/app': {} } }, 'shop/web'),
  aScalable({ needs: { 'shop/db': { connectionsPerUnit: 20 } } }, 'shop/app'),
  aScalable({}, 'shop/db'),
]);
const tier = (scalable: string, input: Partial<TierNow> = {}): TierNow => ({
  ...{ scalable, asked: 4, running: 4, needed: 4, bounds: { min: 1, max: 40 }, leadSeconds: 60 },
  ...{ connectionsMost: null, takes: null, unitUsdPerHour: null },
  ...input,
});
const [web, app] = [tier('shop/web'), tier('shop/app', { leadSeconds: 180 })];
const readers = { leadSeconds: 900, asked: 2, needed: 2, bounds: { min: 1, max: 6 } };
const db = tier('shop/db', { ...readers, connectionsMost: { perUnit: 50 }, takes: 100, unitUsdPerHour: 0.5 });

describe('tiers at another load', () => {
  test('go up from the back, and who opens more connections than are taken now begins once there are more', () => {
    const { tiers, readySeconds } = planTiers([db, app, web], graph, 2);
    expect(
      tiers.map(({ scalable, units, turn, beginsSeconds, readySeconds: ready }) => [
        scalable,
        units,
        turn,
        beginsSeconds,
        ready,
      ]),
    ).toEqual([
      ['shop/web', 8, 3, 0, 60],
      ['shop/app', 8, 2, 900, 1080],
      ['shop/db', 4, 1, 0, 900],
    ]);
    expect(readySeconds).toBe(1080);
    expect(tiers[2]?.usdPerHour).toEqual({ now: 1, planned: 2 });
  });

  test('go down from the front', () => {
    const { tiers } = planTiers([db, app, web], graph, 0.5);
    expect(tiers.map(({ units, turn }) => [units, turn])).toEqual([
      [2, 1],
      [2, 2],
      [1, 3],
    ]);
  });

  test('tell who runs out first', () => {
    expect(planTiers([db, app, web], graph, 2).runsOutFirst).toMatchObject({ scalable: 'shop/db', load: 3 });
    const fixed = { ...db, connectionsMost: 100, takes: 100 };
    const { runsOutFirst, tiers } = planTiers([fixed, app, web], graph, 2);
    expect(runsOutFirst).toMatchObject({ scalable: 'shop/db', load: 1.25 });
    expect(tiers[2]?.limitedBy).toBe('it takes 100 connections, and 160 would be held');
    expect(tiers[1]).toMatchObject({ needed: 8, units: 5, limitedBy: 'shop/db takes 100 connections then' });
  });

  test('hold no more connections than they may hold themselves', () => {
    const needs = { 'shop/db': { connectionsPerUnit: 20, connectionsMost: 110 } };
    const limited = tierGraph([aScalable({ needs }, 'shop/app'), aScalable({}, 'shop/db')]);
    const { tiers, runsOutFirst } = planTiers([db, app], limited, 2);
    expect(tiers[0]).toMatchObject({ needed: 8, units: 5, limitedBy: 'it may hold 110 connections to shop/db' });
    expect(runsOutFirst).toEqual({ scalable: 'shop/app', load: 1.25, because: tiers[0]?.limitedBy });
    expect(planTiers([app, tier('shop/db')], limited, 2).tiers[0]?.units).toBe(5);
  });

  test('keep their floor where less is taken than it holds, as looks do', () => {
    const floor = tier('shop/app', { bounds: { min: 7, max: 40 } });
    const fixed = { ...db, connectionsMost: 100, takes: 100 };
    const why = 'shop/db takes 100 connections then; the floor of 7 wins';
    expect(planTiers([fixed, floor, web], graph, 2).tiers[1]).toMatchObject({ needed: 8, units: 7, limitedBy: why });
  });

  test('are as now at the load of now', () => {
    expect(planTiers([db, app, web], graph, 1).tiers.map(({ now, units }) => units - now)).toEqual([0, 0, 0]);
  });
});
