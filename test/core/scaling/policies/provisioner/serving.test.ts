import { describe, expect, test } from 'vitest';
import { follow } from '../../../../../core/scaling/policies/provisioner/serving/follow.ts';
import {
  nothingServed,
  type ServedPeriod,
  type Serving,
} from '../../../../../core/scaling/policies/provisioner/serving/serving.ts';
import { taughtPerSecond } from '../../../../../core/scaling/policies/provisioner/serving/taught.ts';

/** Ten units that serve 100 a second each at the most; calm first, then the periods given. */
function serve(...periods: Partial<ServedPeriod>[]): Serving {
  const calm = { seconds: 60, perSecond: 800, utilisation: 0.8, backlog: null, units: 10, settled: true, cold: 0 };
  return [calm, calm, ...periods].reduce<Serving>(
    (serving, period, at) => follow(serving, { ...calm, at, ...period }, 100),
    nothingServed,
  );
}

describe('what units that can do no more teach of demand', () => {
  test('is at least the last calm demand, and at most half as much again', () => {
    const pegged = serve({ utilisation: 1 });
    expect(taughtPerSecond(pegged, 300)).toBe(800);
    expect(taughtPerSecond(pegged, 1000)).toBe(1000);
    expect(taughtPerSecond(pegged, 4800)).toBe(1200);
  });

  test('is told plainly again once they are calm, or after an hour', () => {
    expect(taughtPerSecond(serve({ utilisation: 1 }, {}), 4800)).toBe(1200);
    expect(taughtPerSecond(serve({ utilisation: 1 }, {}, {}), 4800)).toBe(4800);
    const hour = Array.from({ length: 62 }, () => ({ utilisation: 1 }));
    expect(taughtPerSecond(serve(...hour), 4800)).toBe(4800);
  });
});

describe('units that can do no more', () => {
  const pegged = { utilisation: 1, perSecond: 1000 };

  test('are asked for twice and three times over while nothing tells how much is lacking', () => {
    expect(serve(pegged).grown).toBe(20);
    expect(serve(pegged, pegged).grown).toBe(30);
    expect(serve(pegged, pegged, pegged).grown).toBe(30);
  });

  test('are asked for by what is lacking where a growing backlog tells it', () => {
    expect(serve({ backlog: 0 }, { ...pegged, backlog: 12_000 }).grown).toBe(14);
  });

  test('are not asked for while new ones warm up or a backlog is worked off', () => {
    expect(serve({ ...pegged, cold: 2 }).grown).toBe(0);
    const waiting = { ...pegged, backlog: 9000 };
    expect(serve(waiting, { ...pegged, backlog: 5000 }).grown).toBe(serve(waiting).grown);
    expect(serve(waiting, waiting).grown).toBeGreaterThan(serve(waiting).grown);
  });
});
