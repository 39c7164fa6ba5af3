import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { policySchemas } from '../../core/scaling/config/policy-kinds.ts';
import { decide } from '../../core/scaling/decide.ts';
import type { DecidingConfig } from '../../core/scaling/deciding-config.ts';
import type { Kept, Observation } from '../../core/scaling/observation.ts';
import { propose } from '../../core/scaling/policies/catalogue.ts';
import type { Proposal } from '../../core/scaling/policy.ts';
import { anyObservation, aPolicy, oneConfigOf } from '../arbitraries.ts';
import { aCapacity, aMemory, anObservation, aReading, minuteMs, noonMs, type Told } from '../fixtures.ts';
import { placeholders } from '../placeholders.ts';

const numRuns = 400;
const kinds = Object.keys(policySchemas) as (keyof typeof policySchemas)[];

describe.each(kinds)('the policy %s', (kind) => {
  const config = oneConfigOf(
    aPolicy[kind].map((policy) => ({ policies: [policy] })),
    100,
  );
  const anyCase = fc.tuple(anyObservation, config).map(([observation, one]) => ({ ...observation, config: one }));
  const ask = (observation: Observation): Proposal => {
    const [policy] = observation.config.policies;
    if (policy === undefined) throw new Error('no policy');
    return propose(policy, observation, null);
  };
  /** What each law is tried on, made and asked once for all of them. */
  const asked: (readonly [Observation, Proposal])[] = [];
  beforeAll(() => {
    const kept = fc.property(anyCase, (observation) => void asked.push([observation, ask(observation)]));
    fc.assert(kept, { numRuns });
  });
  /** A case that breaks the law is looked for once more, to be told as small as it can be. */
  const holds = (law: (observation: Observation, proposal: Proposal) => void) => {
    expect(asked).toHaveLength(numRuns);
    try {
      for (const [observation, proposal] of asked) law(observation, proposal);
    } catch (error) {
      const again = fc.property(anyCase, (observation) => void law(observation, ask(observation)));
      fc.assert(again, { numRuns });
      throw error;
    }
  };

  test('proposes whole units that JSON holds, or nothing', () => {
    holds((_, { desired }) => {
      if (desired !== null) expect(Number.isSafeInteger(desired.units) && desired.units >= 0).toBe(true);
    });
  });

  test('gives a reason, with every value that its sentence names', () => {
    holds((_, { because }) => {
      expect(because.says).not.toBe('');
      for (const name of placeholders(because)) expect(because).toHaveProperty(name);
    });
  });

  test('is blind wherever the newest period of its reading has no value', () => {
    holds(({ config, readings: all }, { blind }) => {
      const [policy] = config.policies;
      if (policy === undefined || !('reading' in policy)) return;
      if (all[policy.reading]?.samples.at(-1)?.is !== 'value') expect(blind).toBe(true);
    });
  });

  test('survives JSON, and gives the same answer on what was read back', () => {
    holds((observation, proposal) => {
      expect(JSON.parse(JSON.stringify(proposal))).toStrictEqual(proposal);
      expect(ask(JSON.parse(JSON.stringify(observation)))).toStrictEqual(proposal);
    });
  });

  test('wants its next look later than this one', () => {
    holds(({ atMs }, { lookAgainAtMs }) => expect(lookAgainAtMs ?? Number.POSITIVE_INFINITY).toBeGreaterThan(atMs));
  });

  test('knows nothing of the future: proposals up to a look are the same whatever comes after it', () => {
    const cases = fc.tuple(config, aTrace, aTrace, fc.integer({ min: 1, max: looks - 1 }));
    fc.assert(
      fc.property(cases, ([one, trace, other, from]) => {
        const changed = trace.map((told, minute) => (minute < from ? told : (other[minute] ?? told)));
        const [before, after] = [trace, changed].map((told) => live(one, told).map(({ proposal }) => proposal));
        expect(after?.slice(0, from)).toStrictEqual(before?.slice(0, from));
      }),
      { numRuns: 25 },
    );
  });

  test('keeps less than 10 kB, which JSON holds', () => {
    fc.assert(
      fc.property(config, aTrace, (one, trace) => {
        for (const { proposal } of live(one, [...trace, ...trace, ...trace])) {
          expect(JSON.stringify(proposal.state ?? null).length).toBeLessThan(10_000);
          expect(JSON.parse(JSON.stringify(proposal))).toStrictEqual(proposal);
        }
      }),
      { numRuns: 10 },
    );
  });

  test('never lowers capacity in a gap, and proposes again as soon as it is over', () => {
    fc.assert(
      fc.property(config, fc.integer({ min: 1, max: 2000 }), (one, demand) => {
        const lived = live(one, [
          ...Array.from({ length: 20 }, () => demand),
          ...Array.from({ length: 30 }, () => 'missing' as const),
          ...Array.from({ length: 3 }, () => demand),
        ]);
        for (const { asked, decided } of lived.slice(20, 50)) {
          if (kind !== 'schedule') expect(decided).toBeGreaterThanOrEqual(asked);
        }
        const [before, after] = [lived[19], lived[52]];
        expect(after?.proposal.blind).toBe(before?.proposal.blind);
        expect(after?.proposal.desired === null).toBe(before?.proposal.desired === null);
      }),
      { numRuns: 40 },
    );
  });
});

const looks = 120;
const aTrace = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.nat(2000) },
    { weight: 1, arbitrary: fc.constantFrom('late' as const, 'missing' as const) },
  ),
  { minLength: looks, maxLength: looks },
);

interface Lived {
  readonly proposal: Proposal;
  /** What was asked for before the look, and what it decided. */
  readonly asked: number;
  readonly decided: number;
}

/** Looks at a trace minute by minute, on units that come at once; the policy's state and the memory are kept. */
function live(config: DecidingConfig, trace: readonly Told[]): Lived[] {
  const [policy] = config.policies;
  if (policy === undefined) throw new Error('no policy');
  let kept: Kept | null = null;
  let state: unknown = null;
  let asked = 20;
  return trace.map((_, minute) => {
    const atMs = noonMs + minute * minuteMs;
    const told = trace.slice(Math.max(0, minute - 5), minute + 1);
    const reading = aReading(told, atMs - 2 * minuteMs);
    const observation = anObservation({
      atMs,
      config,
      memory: { ...aMemory(), kept },
      capacity: aCapacity({ asked }),
      readings: { demand: reading, cpu: reading, depth: reading },
    });
    const proposal = propose(policy, observation, state);
    const decision = decide(observation);
    const before = asked;
    [kept, state, asked] = [decision.keep, proposal.state ?? null, decision.change?.units ?? asked];
    return { proposal, asked: before, decided: decision.desired.units };
  });
}
