import { describe, expect, test } from 'vitest';
import { Waiting } from '../../../../../../core/scaling/policies/provisioner/staffing/waiting.ts';
import { profiles } from '../../../../../../sim/scaling/world/profile.ts';
import { erlangC, waitTail } from './erlang-c.ts';

/** Erlang's C from its definition with sums of powers over factorials, in logarithms. */
function erlangCByDefinition(servers: number, load: number): number {
  const logTerm = (k: number): number =>
    k * Math.log(load) - Array.from({ length: k }, (_, i) => Math.log(i + 1)).reduce((a, b) => a + b, 0);
  const last = logTerm(servers) + Math.log(servers / (servers - load));
  const terms = Array.from({ length: servers }, (_, k) => Math.exp(logTerm(k) - last));
  return 1 / (1 + terms.reduce((a, b) => a + b, 0));
}

describe('the queue', () => {
  test('Erlang C agrees with its definition', () => {
    for (const [servers, load] of [
      [1, 0.5],
      [8, 6],
      [40, 37],
      [160, 150],
      [160, 80],
    ] as const) {
      expect(erlangC(servers, load) / erlangCByDefinition(servers, load)).toBeCloseTo(1, 9);
    }
  });

  test('one server waits with the probability of its utilisation', () => {
    expect(erlangC(1, 0.3)).toBeCloseTo(0.3, 12);
    expect(erlangC(8, 8)).toBe(1);
    expect(erlangC(8, 0)).toBe(0);
  });

  test('the fast tail agrees with the exact one to a thousandth wherever it matters', () => {
    const waiting = new Waiting(profiles[60]);
    for (const units of [1, 2, 5, 20, 100, 500]) {
      for (let spare = 0.05; spare < 9; spare += 0.173) {
        const load = units * 8 - spare;
        if (load <= 0) continue;
        const exact = waitTail(units * 8, load, 0.2, 0.1);
        const fast = waiting.tail(units, load * 10);
        if (exact > 1e-7) expect(Math.abs(fast / exact - 1), `${units} units, ${spare} spare`).toBeLessThan(1e-3);
        else expect(fast).toBeLessThan(2e-7);
      }
    }
  });

  test('need is the least number of units within the tail, and at least one', () => {
    const waiting = new Waiting(profiles[60]);
    expect(waiting.need(0)).toBe(1);
    for (let perSecond = 7; perSecond < 4000; perSecond += 61.3) {
      const units = waiting.need(perSecond);
      expect(waitTail(units * 8, perSecond * 0.1, 0.2, 0.1)).toBeLessThanOrEqual(0.001 * 1.002);
      if (units > 1) expect(waitTail((units - 1) * 8, perSecond * 0.1, 0.2, 0.1)).toBeGreaterThan(0.001 * 0.998);
    }
  });

  test('more arrivals never wait less, more units never more', () => {
    const waiting = new Waiting(profiles[60]);
    for (let perSecond = 10; perSecond < 1700; perSecond += 13) {
      expect(waiting.tail(20, perSecond + 5)).toBeGreaterThanOrEqual(waiting.tail(20, perSecond));
      expect(waiting.tail(21, perSecond)).toBeLessThanOrEqual(waiting.tail(20, perSecond));
    }
  });
});
