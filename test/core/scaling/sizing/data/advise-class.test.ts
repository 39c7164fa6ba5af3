import { describe, expect, test } from 'vitest';
import { tell } from '../../../../../core/model/reason.ts';
import { adviseClass, adviseStorage } from '../../../../../core/scaling/sizing/data/advise-class.ts';

const seen = {
  told: 'the database "orders"',
  own: 'db.r7g.2xlarge',
  busyShare: 0.2,
  memoryShare: 0.3,
  count: 1,
  usdPerHour: 1,
};

describe('advice on a class', () => {
  test('is the size below, with what it saves, where the busiest hours leave it room', () => {
    const advice = adviseClass(seen);
    expect(advice).toMatchObject({ to: 'db.r7g.xlarge', savedUsdPerMonth: 365 });
    expect(tell(advice?.because ?? { says: '' })).toBe(
      'the database "orders": 1 x db.r7g.xlarge would serve what 1 x db.r7g.2xlarge do, for 365 dollars less a month, because its busiest hours take 20 % of its CPU and 30 % of its memory',
    );
  });

  test('is the size above, with what it costs, where CPU or memory have no room left', () => {
    expect(adviseClass({ ...seen, busyShare: 0.9 })).toMatchObject({ to: 'db.r7g.4xlarge', savedUsdPerMonth: -730 });
    expect(adviseClass({ ...seen, memoryShare: 0.95 })?.to).toBe('db.r7g.4xlarge');
    expect(adviseClass({ ...seen, busyShare: 0.9, usdPerHour: null })?.because.says).not.toContain('dollars');
  });

  test.each([
    ['busy enough', { busyShare: 0.31 }],
    ['full enough', { memoryShare: 0.41 }],
    ['of whose memory nobody tells', { memoryShare: null }],
    ['whose CPU is shared', { own: 'db.t4g.medium' }],
    ['that has no smaller one', { own: 'db.r7g.large' }],
    ['that has no larger one', { own: 'db.t3.2xlarge', busyShare: 0.9 }],
  ])('is none on one %s', (_, more) => {
    expect(adviseClass({ ...seen, ...more })).toBeNull();
  });
});

test('storage is told before it is full, and where its type is of yesterday', () => {
  const storage = { told: 'the database "orders"', type: 'gp3', allocatedGb: 100, leastFreeGb: 20, usedGbPerDay: 0.5 };
  expect(tell(adviseStorage(storage) ?? { says: '' })).toContain('is full in 40 days at 0.5 GB a day');
  expect(adviseStorage({ ...storage, usedGbPerDay: 0.1 })).toBeNull();
  expect(adviseStorage({ ...storage, usedGbPerDay: 0, type: 'gp2' })?.says).toContain('gp3');
});
