import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../core/scaling/decide.ts';
import type { Kept } from '../../core/scaling/observation.ts';
import {
  aCapacity,
  aConfig,
  aMemory,
  anObservation,
  aPart,
  aReading,
  minuteMs,
  noonMs,
  type Told,
} from '../fixtures.ts';

const told = fc.oneof(
  { weight: 5, arbitrary: fc.nat(40) },
  { weight: 1, arbitrary: fc.constantFrom('late' as const, 'missing' as const) },
);
const aDay = fc.array(fc.record({ waiting: told, held: told }), { minLength: 40, maxLength: 40 });
const knobs = fc.record({
  messagesPerUnit: fc.constantFrom(1, 3),
  holdSeconds: fc.constantFrom(0, 120),
  start: fc.nat(30),
});

interface Knobs {
  readonly messagesPerUnit: number;
  readonly holdSeconds: number;
  readonly start: number;
}

type Minute = { readonly waiting: Told; readonly held: Told };

/** What was asked for before each look, and what after it. */
function live(day: readonly Minute[], { messagesPerUnit, holdSeconds, start }: Knobs) {
  const config = aConfig({
    bounds: { min: 1, max: 30 },
    readings: { depth: { parts: [aPart] }, held: { parts: [aPart] } },
    policies: [
      {
        kind: 'backlog',
        reading: 'depth',
        inHand: 'held',
        messagesPerUnit,
        acceptableLatencySeconds: 1800,
        processingSeconds: 1500,
      },
    ],
    scaleIn: { holdSeconds, maxPercent: 100 },
  });
  let [asked, kept]: [number, Kept | null] = [Math.max(start, 1), null];
  return day.map((_, minute) => {
    const before = asked;
    const atMs = noonMs + minute * minuteMs;
    const so = day.slice(Math.max(0, minute - 5), minute + 1);
    const readings = {
      depth: aReading(
        so.map(({ waiting }) => waiting),
        atMs - minuteMs,
      ),
      held: aReading(
        so.map(({ held }) => held),
        atMs - minuteMs,
      ),
    };
    const decision = decide(
      anObservation({ atMs, config, memory: { ...aMemory(), kept }, capacity: aCapacity({ asked }), readings }),
    );
    [asked, kept] = [decision.change?.units ?? asked, decision.keep];
    return { before, after: asked };
  });
}

test('whatever waits, units that hold messages are never taken away, nor is anything while nobody knows who does', () => {
  fc.assert(
    fc.property(aDay, knobs, (day, some) => {
      live(day, some).forEach(({ before, after }, minute) => {
        const held = day[minute]?.held;
        const holding = typeof held === 'number' ? Math.ceil(held / some.messagesPerUnit) : before;
        expect(after).toBeGreaterThanOrEqual(Math.min(before, holding));
      });
    }),
    { numRuns: 150 },
  );
});

test('messages in hand ask for nothing more', () => {
  fc.assert(
    fc.property(aDay, knobs, (day, some) => {
      live(day, some).forEach(({ before, after }, minute) => {
        const newest = day.slice(0, minute + 1).findLast(({ waiting }) => typeof waiting === 'number')?.waiting;
        if (after > before) expect(after).toBeLessThanOrEqual(newest as number);
      });
    }),
    { numRuns: 150 },
  );
});

test('ten workers with 25 minutes of work each stay until it is done, and go then', () => {
  const day = Array.from({ length: 40 }, (_, minute) => ({ waiting: 0, held: minute < 25 ? 10 : 0 }));
  const lived = live(day, { messagesPerUnit: 1, holdSeconds: 0, start: 10 }).map(({ after }) => after);
  expect(lived.slice(0, 25)).toEqual(Array.from({ length: 25 }, () => 10));
  expect(lived.at(-1)).toBe(1);
});
