import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tell } from '../../../../../core/model/reason.ts';
import { decide } from '../../../../../core/scaling/decide.ts';
import { learnedUnit } from '../../../../../core/scaling/policies/provisioner/learned-unit.ts';
import { aCapacity, aConfig, aMemory, anObservation, aReading, minuteMs, noonMs } from '../../../../fixtures.ts';

interface Fleet {
  /** Requests per second by minute, and what one unit serves of them. */
  demand(minute: number): number;
  unit(minute: number): number;
  readonly strain: boolean;
  readonly begins: number;
  readonly minutes: number;
  /** Who else sets how many run, by minute; null where Headroom does. */
  readonly others?: (minute: number) => number;
}

interface Minute {
  readonly asked: number;
  readonly desired: number;
  /** Before the guards. */
  readonly proposed: number;
  readonly unit: number | null;
  readonly busy: number;
  readonly says: string;
}

/** A fleet whose units come at once, looked at each minute by a tuned policy that is not told what a unit serves. */
function play({ demand, unit, strain, begins, minutes, others }: Fleet): Minute[] {
  const busyness = { utilisation: 'cpu', backlog: null, warmUpSeconds: 0 };
  const config = aConfig({
    mode: others === undefined ? 'on' : 'recommend',
    bounds: { min: 1, max: 500 },
    leadSeconds: 60,
    policies: [
      {
        kind: 'provisioner',
        reading: 'demand',
        strain: strain ? busyness : null,
        asking: { by: 'rate', target: 0.6 },
        holdSeconds: 300,
      },
    ],
    scaleIn: { holdSeconds: 0, maxPercent: 50 },
    readings: { demand: { parts: [aPart] }, cpu: { parts: [aPart], unit: 'share' } },
  });
  let memory = aMemory();
  let asked = begins;
  const played: Minute[] = [];
  const busyAt: number[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    if (others !== undefined) asked = others(minute);
    busyAt.push(demand(minute) / (asked * unit(minute)));
    const atMs = noonMs + (minute + 1) * minuteMs;
    const told = (values: number[]) => aReading(values.slice(-5), atMs - minuteMs);
    const past = Array.from({ length: minute + 1 }, (_, at) => demand(at));
    const cpu = { ...told(busyAt.map((busy) => Math.min(1, busy))), unit: 'share' as const };
    const observation = anObservation({
      atMs,
      config,
      memory,
      capacity: aCapacity({ asked, running: asked }),
      readings: strain ? { demand: told(past), cpu } : { demand: told(past) },
    });
    const decision = decide(observation);
    memory = { ...memory, kept: decision.keep };
    const reason = decision.reasons[0];
    const says = reason === undefined ? '' : tell(reason.because);
    played.push({
      asked,
      desired: decision.desired.units,
      proposed: reason?.desired?.units ?? 0,
      unit: learnedUnit(decision.keep.policies),
      busy: busyAt[minute] ?? 0,
      says,
    });
    asked = decision.change?.units ?? asked;
  }
  return played;
}

const aPart = {
  kind: 'cloudwatch',
  namespace: 'Test',
  metricName: 'M',
  stat: 'Sum',
  periodSeconds: 60,
} as const;
const last = (played: readonly Minute[]): Minute => played[played.length - 1] as Minute;

describe('a unit that nobody has told about', () => {
  it('is measured by how busy units are, and then as many are asked for as if it had been told', () => {
    const played = play({ demand: () => 600, unit: () => 50, strain: true, begins: 30, minutes: 40 });
    expect(last(played).unit).toBeCloseTo(50, 1);
    expect(last(played).desired).toBeGreaterThanOrEqual(20);
    expect(last(played).desired).toBeLessThanOrEqual(22);
    expect(last(played).says).toContain('a unit was measured to serve 50 a second');
  });

  it('is measured in a fleet that idles, once that has become busy enough to tell', () => {
    const played = play({ demand: () => 60, unit: () => 50, strain: true, begins: 40, minutes: 60 });
    expect(last(played).unit).toBeCloseTo(50, 0);
    expect(last(played).desired).toBeLessThanOrEqual(3);
  });

  it('is kept from being full while it is not known, however fast load rises', () => {
    const demand = (minute: number) => 100 * 1.1 ** minute;
    const played = play({ demand, unit: () => 50, strain: true, begins: 6, minutes: 20 });
    for (const { busy } of played) expect(busy).toBeLessThan(0.8);
  });

  it('is measured anew where a deploy makes it another', () => {
    const unit = (minute: number) => (minute < 60 ? 50 : 15);
    const played = play({ demand: () => 600, unit, strain: true, begins: 30, minutes: 140 });
    expect(last(played).unit).toBeGreaterThan(14);
    expect(last(played).unit).toBeLessThan(16);
    expect(last(played).busy).toBeLessThan(0.75);
  });

  it('is taken to serve what it was seen to serve, where nothing tells how busy it is', () => {
    const others = (minute: number) => 10 + (minute % 5);
    const played = play({ demand: () => 400, unit: () => 50, strain: false, begins: 10, minutes: 60, others });
    // Ten carried 400 in a minute of every five.
    expect(last(played).unit).toBeCloseTo(40, 0);
    expect(last(played).says).toContain('has been seen to serve 40 a second, and may serve more');
  });

  it('changes nothing where too few minutes have told of it', () => {
    const played = play({ demand: () => 400, unit: () => 50, strain: false, begins: 10, minutes: 4 });
    expect(played.map(({ desired }) => desired)).toEqual([10, 10, 10, 10]);
    expect(last(played).says).toContain('told by 3 of 5 periods');
  });

  it('is never loaded beyond what it was seen to carry, whatever the load, where nothing tells how busy it is', () => {
    const loads = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(loads, fc.integer({ min: 2, max: 50 }), (load, begins) => {
        const slow = load.flatMap((value) => Array.from({ length: 6 }, () => value));
        const demand = (minute: number) => slow[minute] ?? 1;
        const played = play({ demand, unit: () => 1e9, strain: false, begins, minutes: slow.length });
        played.forEach(({ unit, proposed }, minute) => {
          if (unit !== null) expect(demand(minute) / proposed).toBeLessThanOrEqual(unit * 1.001);
        });
      }),
      { numRuns: 50 },
    );
  });
});
