import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reading } from '../../core/readings/reading.ts';
import type { ReadingInput } from '../../core/readings/reading-config.ts';
import type { PolicyKindName } from '../../core/scaling/config/policy-kinds.ts';
import type { ScalableInput } from '../../core/scaling/config/scalable.ts';
import { decide } from '../../core/scaling/decide.ts';
import type { Kept } from '../../core/scaling/observation.ts';
import { aCapacity, aConfig, aMemory, anObservation, aPart, minuteMs, noonMs } from '../fixtures.ts';
import { ZonedFleet } from './zoned-fleet.ts';

type Policy = ScalableInput['policies'][number];

/** One unit is half full at ten requests a second, and is never to be fuller. */
const policies: Readonly<Partial<Record<PolicyKindName, readonly Policy[]>>> = {
  'target-tracking': [
    { kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 50 },
    { kind: 'target-tracking', reading: 'demand', of: 'demand', target: 10 },
  ],
  step: [
    {
      kind: 'step',
      reading: 'cpu',
      steps: [
        { from: 60, add: 3 },
        { below: 30, add: -1 },
      ],
    },
  ],
  backlog: [{ kind: 'backlog', reading: 'depth', acceptableLatencySeconds: 10, processingSeconds: 1 }],
  schedule: [
    { kind: 'schedule', timeZone: 'UTC', windows: [{ from: '00:00', to: '23:59', floor: 12, ceiling: null }] },
  ],
  provisioner: [
    { kind: 'provisioner', reading: 'demand', unitPerSecond: 20, asking: { by: 'rate', target: 0.5 } },
    {
      kind: 'provisioner',
      reading: 'demand',
      unitPerSecond: 20,
      asking: { by: 'rate', target: 0.5 },
      strain: { utilisation: 'share' },
    },
  ],
};
/** A tuned policy is decided as the provisioner that was chosen; a schedule knows nothing of what arrives. */
const measuring = (policy: Policy) => policy.kind !== 'schedule';

const input: ReadingInput = { parts: [aPart] };
const readings = { cpu: { ...input, unit: 'percent' as const }, share: { ...input, unit: 'share' as const } };

interface Life {
  readonly policy: Policy;
  /** The group is shifted itself, so that new units come to the other zones; else they come to all. */
  readonly isItself: boolean;
  readonly tellsZones: boolean;
  /** Minutes after the shift begins at which all that arrives becomes so much. */
  readonly rise: { readonly minute: number; readonly factor: number };
  readonly lasts: number;
  readonly units: number;
}

const startsAt = 20;
const leadMinutes = 3;

/** What each minute came to. */
interface Minute {
  readonly asked: number;
  /** Units that carry once all that was asked for is there. */
  readonly carrying: number;
}

interface Past {
  readonly running: number;
  readonly demand: number;
}

/** What the last minutes told. A utilisation is as AWS tells it: an average over all that run, the idle ones too. */
function readingsAt(atMs: number, past: readonly Past[]): Record<string, Reading> {
  const known = past.slice(-12, -1);
  const reading = (unit: Reading['unit'], tell: (one: Past) => number): Reading => ({
    periodSeconds: 60,
    unit,
    wakes: true,
    speaksAtZero: true,
    delaySeconds: 0,
    trouble: null,
    samples: known.map((one, index) => {
      return { is: 'value', atMs: atMs - (known.length - index) * minuteMs, value: tell(one) };
    }),
  });
  return {
    demand: reading('per second', ({ demand }) => demand),
    depth: reading('count', ({ demand }) => demand),
    cpu: reading('percent', ({ demand, running }) => (demand / running / 20) * 100),
    share: reading('share', ({ demand, running }) => demand / running / 20),
    running: reading('count', ({ running }) => running),
  };
}

function live({ policy, isItself, tellsZones, rise, lasts, units }: Life, minutes: number): Minute[] {
  const all = { demand: input, depth: input, ...readings };
  const config = aConfig({ bounds: { min: 1, max: 400 }, readings: all, policies: [policy] });
  const fleet = new ZonedFleet(units, leadMinutes);
  const past: Past[] = [];
  let [asked, kept]: [number, Kept | null] = [units, null];
  return Array.from({ length: minutes }, (_, minute) => {
    const isShifted = minute >= startsAt && minute < startsAt + lasts;
    const atMs = noonMs + minute * minuteMs;
    fleet.land(minute);
    const { running } = fleet;
    past.push({ running, demand: 10 * units * (minute >= startsAt + rise.minute ? rise.factor : 1) });
    const inFlight = Math.max(0, asked - running);
    const capacity = aCapacity({ asked, running, inFlight, ...(tellsZones && { zones: fleet.byName() }) });
    const memory = { ...aMemory(), kept, lookedAtMs: atMs - minuteMs };
    const shift = { zones: isShifted ? ['az0'] : [], of: 3, spreads: !isItself, readAtMs: atMs, untilMs: null };
    const seen = { atMs, config, memory, capacity, readings: readingsAt(atMs, past), shift };
    const decision = decide(anObservation(seen));
    [asked, kept] = [decision.change?.units ?? asked, decision.keep];
    fleet.ask(asked, minute, isShifted && isItself ? [1, 2] : [0, 1, 2]);
    return { asked, carrying: isShifted ? fleet.outside : asked };
  });
}

const anyLife = (policy: Policy) =>
  fc.record({
    policy: fc.constant(policy),
    isItself: fc.boolean(),
    tellsZones: fc.boolean(),
    rise: fc.record({ minute: fc.integer({ min: 5, max: 15 }), factor: fc.constantFrom(1, 1.6) }),
    lasts: fc.integer({ min: 50, max: 90 }),
    units: fc.constantFrom(12, 30, 60),
  });

const cases = Object.entries(policies).flatMap(([kind, all]) => all.map((policy) => [kind, policy] as const));

describe.each(cases)('a zone of three that is shifted away, under %s,', (_, policy) => {
  const lives = anyLife(policy).map((life) => ({
    ...life,
    // A group that shifts itself tells where its instances are.
    tellsZones: life.tellsZones || life.isItself,
    units: policy.kind === 'schedule' ? 12 : life.units,
  }));
  const holds = (law: (life: Life) => void) => fc.assert(fc.property(lives, law), { numRuns: 30 });

  test('is replaced within two looks, and by no more than carries what it carried', () => {
    holds((life) => {
      const flat = { ...life, rise: { ...life.rise, factor: 1 } };
      const lived = live(flat, startsAt + life.lasts);
      const before = lived[startsAt - 1]?.asked ?? 0;
      for (const { asked, carrying } of lived.slice(startsAt + 1)) {
        expect(carrying).toBeGreaterThanOrEqual(before - 1);
        expect(asked).toBeLessThanOrEqual(Math.ceil(before * 1.5) + 1);
      }
    });
  });

  test('does not hide what more is needed meanwhile', () => {
    holds((life) => {
      if (!measuring(policy)) return;
      const lived = live({ ...life, rise: { ...life.rise, factor: 1.6 } }, startsAt + life.lasts);
      const patience = policy.kind === 'step' ? 32 : 3 + leadMinutes;
      const needed = Math.ceil(life.units * 1.6 * (policy.kind === 'step' ? 10 / 12 : 1));
      for (const { carrying } of lived.slice(startsAt + life.rise.minute + patience)) {
        expect(carrying).toBeGreaterThanOrEqual(needed - 2);
      }
    });
  });

  test('comes back without a dip, and what was added goes within a hold of its end', () => {
    holds((life) => {
      const flat = { ...life, rise: { ...life.rise, factor: 1 } };
      const end = startsAt + life.lasts;
      const lived = live(flat, end + 30);
      const before = lived[startsAt - 1]?.asked ?? 0;
      for (const { asked } of lived.slice(end)) expect(asked).toBeGreaterThanOrEqual(before - 1);
      // A provisioner keeps half a tenth of what is spare, and these steps take away below a third alone.
      if (policy.kind !== 'step') expect(lived.at(-1)?.asked).toBeLessThanOrEqual(1.05 * before + 1);
    });
  });
});

test('nothing changes where nothing is shifted', () => {
  const [policy] = policies['target-tracking'] ?? [];
  if (policy === undefined) throw new Error('no policy');
  const life = { policy, isItself: false, tellsZones: true, rise: { minute: 0, factor: 1 }, lasts: 0, units: 12 };
  expect(new Set(live(life, 60).map(({ asked }) => asked))).toEqual(new Set([12]));
});
