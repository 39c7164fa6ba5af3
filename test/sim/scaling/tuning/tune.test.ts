import { describe, expect, test } from 'vitest';
import { firstAsking } from '../../../../core/scaling/config/choice.ts';
import { kindOf, waysOf } from '../../../../core/scaling/config/policies/any-kind/ways.ts';
import type { Tuning } from '../../../../core/scaling/tuning.ts';
import { candidateOf } from '../../../../sim/scaling/portfolio/candidates.ts';
import { withOthers } from '../../../../sim/scaling/portfolio/in-charge.ts';
import { tune } from '../../../../sim/scaling/tuning/tune.ts';
import { Decided } from '../../../../sim/scaling/world/decided.ts';
import { profiles } from '../../../../sim/scaling/world/profile.ts';
import { World } from '../../../../sim/scaling/world/world.ts';
import { aWorkload, someUnits } from '../a-workload.ts';

const leadSeconds = 180;
const days = 3;
const world = new World(aWorkload(someUnits(days * 1440, 7)), leadSeconds, profiles[60]);
const aNight = { scalable: 'shop/web', atMs: 7, sloBudgetPercent: 0.5, acts: false, check: null, world };

/** What asking so did, through the product's own decide, as a table tells it. */
function played({ asking, holdSeconds, others = [] }: Omit<Tuning['choice'], 'schema' | 'sinceMs'>) {
  const { config } = withOthers(candidateOf({ asking, holdSeconds }, leadSeconds, profiles[60]), others);
  const { billed, violation, asked } = world.run(new Decided(world.workload.startMs, () => config));
  const { demand, need } = world.workload;
  const total = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, one) => sum + one, 0);
  const violating = total(demand.map((perSecond, step) => perSecond * (violation[step] as number)));
  const actions = asked.filter((units, step) => step > 0 && units !== asked[step - 1]).length;
  return [(100 * violating) / total(demand), total(billed) / total(need), actions / days];
}

function figuresOf({ table }: Tuning, wanted: 'chosen' | 'incumbent'): number[] {
  const row = table.find(({ is }) => is === wanted);
  if (row === undefined) throw new RangeError(`the table has no row of the ${wanted}`);
  return [row.violationPercent, row.costRatio, row.actionsPerDay];
}

describe('a night', () => {
  const first = tune({ ...aNight, before: null });

  test('tells in its table what each did, without what the rule adds to be careful and steady', () => {
    expect(first.table.length).toBeGreaterThan(3);
    for (const [is, asking] of [['chosen', first.choice] as const, ['incumbent', firstAsking] as const]) {
      const [figures, expected] = [figuresOf(first, is), played(asking)];
      figures.forEach((figure, at) => {
        expect(figure, is).toBeCloseTo(expected[at] as number, 3);
      });
    }
  });

  test('puts several in charge that are unlike, the best of them first and none of more weight', () => {
    const ways = waysOf(first.choice);
    expect(ways.length).toBeGreaterThan(3);
    expect(new Set(ways.map(kindOf)).size).toBe(ways.length);
    expect(Math.max(...ways.map(({ weight }) => weight))).toBe(1);
    expect(first).toMatchObject({ switched: true, choice: { sinceMs: 7 } });
    expect(first.because).toMatch(
      new RegExp(`^the mean of ${ways.length} ways led by ${first.choice.asking.by} .* takes over from window-maximum`),
    );
  });

  test('leaves them in charge where the next one finds the same', () => {
    const next = tune({ ...aNight, atMs: 8, before: first });
    expect(next).toMatchObject({ switched: false, choice: first.choice });
    expect(next.because).toContain('stays: the days on record say nothing else');
    expect(figuresOf(next, 'chosen')).toEqual(figuresOf(first, 'chosen'));
  });

  test('says that those behind the first are others, where they are', () => {
    const others = first.choice.others?.map((one, at) => (at === 0 ? { ...one, weight: one.weight / 2 } : one));
    const next = tune({ ...aNight, before: { choice: { ...first.choice, others } } });
    expect(next).toMatchObject({ switched: true, choice: first.choice });
    expect(next.because).toContain('stays, with other ways or weights behind the first');
  });

  test('leaves who is in charge where nothing came in all these days', () => {
    const idle = new World(aWorkload(new Array<number>(days * 1440).fill(0)), leadSeconds, profiles[60]);
    const night = tune({ ...aNight, before: null, world: idle });
    expect(night).toMatchObject({ switched: false, choice: firstAsking });
    expect(night.because).toContain('stays: the days on record say nothing else');
  });

  test('leaves who is in charge where its replay cannot be trusted, and says who would do better', () => {
    const check = {
      days: 1,
      recordedViolationPercent: 0,
      replayedViolationPercent: 1,
      recordedCostRatio: 1,
      replayedCostRatio: 1,
    };
    const night = tune({ ...aNight, before: null, acts: true, check });
    expect(night).toMatchObject({ switched: false, choice: firstAsking });
    expect(night.because).toMatch(/stays, though the mean of \d+ ways .* would do better; refused/);
  });
});
