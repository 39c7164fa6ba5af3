import { expect, it } from 'vitest';
import { parseMissCost } from '../../../core/caching/config/miss-cost.ts';
import { usdPerMiss } from '../../../core/caching/usd-per-miss.ts';
import type { Finding } from '../../../core/model/finding.ts';

const database = { service: 'shop', tier: 'db', usdPerHour: 0.36 };
const found = (tier: string, saturation: unknown): Finding => ({
  ...{ schema: 1, id: 'saturation', kind: 'saturation', service: 'shop', tier, sinceMs: 0, untilMs: 1 },
  because: { says: '{saturation}', saturation: saturation as number },
});

it('a miss costs what an hour of its database does, over what that serves in one', () => {
  const cost = parseMissCost({ usdPerMillion: 7, database });
  expect(usdPerMiss(cost, [found('web', 9), found('db', 100)])).toBeCloseTo(0.36 / 360_000, 12);
});

it('costs what was said where nothing, or nothing of use, was found', () => {
  const cost = parseMissCost({ usdPerMillion: 7, database });
  for (const findings of [[], [found('web', 100)], [found('db', 0)], [found('db', 'many')]])
    expect(usdPerMiss(cost, findings)).toBe(7e-6);
  expect(usdPerMiss(parseMissCost({ database }), [])).toBeNull();
});
