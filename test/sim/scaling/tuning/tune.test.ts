import { expect, test } from 'vitest';
import { candidates } from '../../../../sim/scaling/portfolio/candidates.ts';
import { tune } from '../../../../sim/scaling/tuning/tune.ts';
import { Decided } from '../../../../sim/scaling/world/decided.ts';
import { profiles } from '../../../../sim/scaling/world/profile.ts';
import { World } from '../../../../sim/scaling/world/world.ts';
import { aWorkload, someUnits } from '../a-workload.ts';

const leadSeconds = 180;
const days = 3;
const world = new World(aWorkload(someUnits(days * 1440, 7)), leadSeconds, profiles[60]);

test('the table tells what each did, without what the rule adds to be careful and steady', () => {
  const night = { scalable: 'shop/web', atMs: 0, sloBudgetPercent: 0.5, before: null, acts: false, check: null };
  const { table } = tune({ ...night, world });
  const all = candidates(leadSeconds, profiles[60]);
  expect(table.length).toBeGreaterThan(3);
  for (const row of table.filter(({ is }) => is !== 'other')) {
    const told = all.find(
      ({ family, knobs }) => family === row.family && JSON.stringify(knobs) === JSON.stringify(row.knobs),
    );
    if (told === undefined) throw new RangeError('no candidate has these knobs');
    const { billed, violation, asked } = world.run(new Decided(world.workload.startMs, () => told.config));
    const { demand, need } = world.workload;
    const total = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, one) => sum + one, 0);
    const violating = total(demand.map((perSecond, step) => perSecond * (violation[step] as number)));
    expect(row.violationPercent).toBeCloseTo((100 * violating) / total(demand), 3);
    expect(row.costRatio).toBeCloseTo(total(billed) / total(need), 3);
    const actions = asked.filter((units, step) => step > 0 && units !== asked[step - 1]).length;
    expect(row.actionsPerDay).toBeCloseTo(actions / days, 3);
  }
});
