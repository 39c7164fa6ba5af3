import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../core/diagnosing/diagnose.ts';
import type { Diagnosis } from '../../../core/diagnosing/diagnosis.ts';
import { findingsOf } from '../../../core/diagnosing/findings-of.ts';
import type { ServiceReadings, TierReadings } from '../../../core/diagnosing/service-readings.ts';
import { tell } from '../../../core/model/reason.ts';
import { random } from '../../../sim/workloads/random.ts';
import { insideOf, read, resource, service, tier, wave } from './made-readings.ts';

const of = (readings: ServiceReadings): Diagnosis => diagnose(readings, random(1).uniform);
const missing = ({ verdict }: Diagnosis) => (verdict.is === 'unknown' ? verdict.missing.map(tell).join('\n') : 'known');

const web = tier('web', insideOf([0.008, 0.004]), [resource('cpu', 0.008), resource('disk', 0.004)]);
const db = tier('db', insideOf([0.01]), [resource('cpu', 0.01)]);

describe('a diagnosis', () => {
  it('names the resource that gives out first, when it does, and what is next', () => {
    const diagnosis = of(service([web, db]));
    const [first, next] = diagnosis.limits;
    expect(first).toMatchObject({ tier: 'db', resource: 'cpu' });
    expect(first?.saturation.value).toBeCloseTo(100, -0.7);
    expect(first?.saturation.low).toBeLessThan(first?.saturation.high ?? 0);
    expect(next).toMatchObject({ tier: 'web', resource: 'cpu' });
    expect(diagnosis.verdict).toMatchObject({ is: 'known', next: { tier: 'web' } });
    expect(diagnosis.remedies[0]?.saturation).toBeCloseTo(125, -1);
  });

  it('is not taken in by work that no request asks for', () => {
    const busy = resource('cpu', 0, { utilisation: read(wave.map((load) => 0.6 + load * 0.001)) });
    const [first, ...others] = of(service([web, tier('batch', insideOf([0.001]), [busy]), db])).limits;
    expect(first).toMatchObject({ tier: 'db' });
    const batch = others.find((one) => one.tier === 'batch');
    expect(batch?.background).toBeCloseTo(0.6, 1);
    expect(batch?.saturation.value).toBeGreaterThan(250);
  });

  it('leaves out what does not follow the load, however busy it is', () => {
    const memory = resource('memory', 0, { kind: 'memory', utilisation: read(wave.map(() => 0.9)) });
    const { limits } = of(service([{ ...web, resources: [...web.resources, memory] }, db]));
    expect(limits.map((one) => one.resource)).not.toContain('memory');
  });

  it('finds a lock that nobody reads by those that wait for it', () => {
    const locked = tier('web', insideOf([0.004, 0.0115]), [resource('cpu', 0.004)]);
    const diagnosis = of(service([locked, db]));
    expect(diagnosis.limits[0]).toMatchObject({ tier: 'web', resource: null, kind: 'unread' });
    expect(diagnosis.limits[0]?.saturation.value).toBeGreaterThan(80);
    expect(diagnosis.limits[0]?.saturation.value).toBeLessThan(95);
    expect(diagnosis.remedies[0]?.next).toContain('db');
  });

  it('tells where that gives out by an interval that holds the truth, and is not narrower than what was tried', () => {
    for (const seconds of [0.0107, 0.0111, 0.0115]) {
      const { limits } = of(service([tier('web', insideOf([0.004, seconds]), [resource('cpu', 0.004)]), db]));
      const { value, low, high } = limits.find((one) => one.resource === null)?.saturation ?? {
        value: 0,
        low: 0,
        high: 0,
      };
      expect([low < 1 / seconds, 1 / seconds < high, high / low > 1.02]).toEqual([true, true, true]);
      expect(high / value).toBeLessThan(1.2);
    }
  });

  it('takes those that work in the background for no requests, where the two wait in one line', () => {
    const [background, seconds, hidden] = [0.55, 0.0035, 0.0095];
    const busy = wave.map((load) => background + load * seconds);
    const queue = busy.map((share) => share ** 2 / (1 - share));
    const ofRequests = queue.map((count, at) => count * (1 - background / (busy[at] ?? 1)));
    const inside = insideOf([hidden]).map((count, at) => count + (ofRequests[at] ?? 0) + (wave[at] ?? 0) * seconds);
    const cpu = resource('cpu', 0, { utilisation: read(busy), queue: read(queue) });
    const [first] = of(service([tier('web', inside, [cpu])])).limits;
    expect(first).toMatchObject({ tier: 'web', resource: null });
    expect(first?.saturation.value).toBeGreaterThan(0.92 / hidden);
    expect(first?.saturation.value).toBeLessThan(1.08 / hidden);
  });

  it('suspects one thread where the limit is that of the processor divided by its cores, and what has a name', () => {
    const cpu = resource('cpu', 0.0115 / 4, { servers: 4 });
    const slots = resource('slots', 0, { kind: 'pool', utilisation: wave.map(() => null) });
    const [first] = of(service([tier('web', insideOf([0.0115]), [cpu, slots]), db])).limits;
    expect(first).toMatchObject({ tier: 'web', resource: null });
    expect(first?.suspects).toContainEqual({ is: 'one-thread', of: 4 });
    expect(first?.suspects).toContainEqual({ is: 'named', name: 'slots' });
  });

  it('takes what is behind a tier from what is inside it', () => {
    const inDb = insideOf([0.0115]);
    const inWeb = insideOf([0.004]).map((count, at) => count + (inDb[at] ?? 0));
    const front = { ...tier('web', inWeb, [resource('cpu', 0.004)]), behind: ['db'] };
    const [first] = of(service([front, tier('db', inDb, [resource('cpu', 0.005)])])).limits;
    expect(first).toMatchObject({ tier: 'db', resource: null });
  });

  it('counts units: twice as many carry twice as much', () => {
    const inside = insideOf(
      [0.01],
      0.02,
      wave.map((load) => load / 2),
    ).map((count) => 2 * count);
    const two = { ...tier('web', inside, [resource('cpu', 0.005)]), units: wave.map(() => 2) };
    const [first] = of(service([two])).limits;
    expect(first?.saturation.value).toBeCloseTo(200, -1.3);
  });

  it('gives classes that move together as one, and others each for itself', () => {
    const other = wave.map((_, at) => 20 + 15 * Math.cos(at / 17));
    const busy = wave.map((load, at) => load * 0.004 + (other[at] ?? 0) * 0.012);
    const inside = busy.map((share) => share / (1 - share));
    const tiers = [tier('web', inside, [resource('cpu', 0, { utilisation: read(busy) })])];
    const apart = of(
      service(tiers, {
        classes: [
          { name: 'browse', perSecond: read(wave) },
          { name: 'order', perSecond: read(other) },
        ],
      }),
    );
    expect(apart.limits[0]?.demands.map(({ classes }) => classes)).toEqual([['browse'], ['order']]);
    expect(apart.limits[0]?.demands[1]?.seconds.value).toBeCloseTo(0.012, 3);
    const alike = of(
      service([web, db], {
        classes: [
          { name: 'browse', perSecond: read(wave.map((load) => load / 3)) },
          { name: 'order', perSecond: read(wave.map((load) => (2 * load) / 3)) },
        ],
      }),
    );
    expect(alike.limits[0]?.demands.map(({ classes }) => classes)).toEqual([['browse', 'order']]);
    expect(alike.remarks.map(tell).join()).toContain('browse, order rise and fall together');
  });

  it('says the same of the same readings', () => {
    const readings = service([web, db]);
    expect(of(readings)).toEqual(of(readings));
  });
});

describe('what is not known', () => {
  it('is everything, where the load was flat', () => {
    const flat = { classes: [{ name: 'all', perSecond: read(wave.map(() => 50)) }] };
    expect(missing(of(service([web, db], flat)))).toContain('the load was flat');
  });

  it('is everything, where requests are not read or the window is short', () => {
    expect(missing(of(service([web], { classes: [] })))).toContain('requests of the service are not read');
    const short = service([web], { classes: [{ name: 'all', perSecond: wave.slice(0, 9) }] });
    expect(missing(of({ ...short, tiers: [] }))).toContain('9 periods');
  });

  it('is everything, where the requests of a class are read too seldom, and which of them is told', () => {
    const [all, seldom] = [read(wave), wave.map((load, at) => (at % 10 === 0 ? load : null))];
    const sparse = of(
      service([web], {
        classes: [
          { name: 'browse', perSecond: all },
          { name: 'order', perSecond: seldom },
        ],
      }),
    );
    expect(missing(sparse)).toBe('the requests of the class order were read in 18 of 180 periods, which are too few');
    const none = of(service([web], { classes: [{ name: 'all', perSecond: wave.map(() => 0) }] }));
    expect(missing(none)).toBe('there were no requests, or never of all classes at once');
  });

  it('is not told of a tier whose time is in another unit than that of the tier before it', () => {
    const milliseconds = insideOf([0.01]).map((count) => 1000 * count);
    const front = { ...tier('web', insideOf([0.004, 0.01]), []), behind: ['db'] };
    const told = (inner: readonly number[]) =>
      of(service([front, tier('db', inner, [])]))
        .remarks.map(tell)
        .join();
    expect(told(milliseconds)).toMatch(/db holds [\d.]+ times the requests that web holds.*not in one unit/);
    expect(told(insideOf([0.01]))).not.toContain('not in one unit');
  });

  it('is what limits a service of which one tier is silent, unless another is nearly used up', () => {
    const silent = { ...tier('db', wave, []), throughput: null, latency: null, concurrency: null };
    expect(missing(of(service([web, silent])))).toContain('nothing is read of db');
    const full = tier('web', insideOf([0.012]), [resource('cpu', 0.012)]);
    expect(of(service([full, silent])).verdict.is).toBe('known');
  });

  it('is none of it where requests in the silent tier are inside another that tells: what waits there is found by that', () => {
    const both = (other: readonly number[]) => insideOf([0.004]).map((count, at) => count + (other[at] ?? 0));
    const silent = (over: Partial<TierReadings> = {}) => ({
      ...tier('db', wave, [resource('cpu', 0.01)]),
      ...{ throughput: null, latency: null, concurrency: null },
      ...over,
    });
    const front = (inside: readonly number[]) => ({
      ...tier('web', inside, [resource('cpu', 0.004)]),
      behind: ['db'],
    });
    const read = of(service([front(both(insideOf([0.01]))), silent()]));
    expect(read.verdict.is).toBe('known');
    expect(read.limits[0]).toMatchObject({ tier: 'db', resource: 'cpu' });
    const unread = of(
      service([front(both(insideOf([0.005, 0.0115]))), silent({ resources: [resource('cpu', 0.005)] })]),
    );
    expect(unread.limits[0]).toMatchObject({ tier: 'web', resource: null });
    expect(unread.limits[0]?.suspects).toContainEqual({ is: 'behind' });
    const twice = { ...front(both(insideOf([0.01]))), name: 'worker' };
    expect(missing(of(service([front(both(insideOf([0.01]))), twice, silent()])))).toContain('of db is read');
  });

  it('makes no finding', () => {
    const held = { sinceMs: 0, untilMs: 1000 };
    const flat = { classes: [{ name: 'all', perSecond: read(wave.map(() => 50)) }] };
    expect(findingsOf(of(service([web, db], flat)), held)).toEqual([]);
    const [first, ...others] = findingsOf(of(service([web, db])), held);
    expect(first).toMatchObject({ kind: 'bottleneck', tier: 'db', service: 'checkout' });
    expect(others.map((one) => one.id)).toEqual(
      expect.arrayContaining(['units.web', 'saturation.web', 'saturation.db']),
    );
  });

  it('stays so whatever nonsense is read', () => {
    const nonsense = [Number.NaN, -1, Number.POSITIVE_INFINITY, null, 0, 1e308];
    const track = wave.map((_, at) => nonsense[at % nonsense.length] ?? null);
    const odd = {
      ...tier('odd', wave, [resource('cpu', 0, { utilisation: track })]),
      latency: track,
      throughput: track,
    };
    const diagnosis = of(service([odd, { ...odd, name: 'other', concurrency: track }]));
    expect(JSON.stringify(diagnosis)).not.toContain('NaN');
    expect(of(service([odd], { classes: [{ name: 'all', perSecond: track }] })).verdict.is).toBe('unknown');
  });
});

describe('what is too much', () => {
  it('is what is older than two weeks: a million samples are read, the newest count, and that is said', () => {
    const periods = 200_000;
    const loads = Array.from({ length: periods }, (_, at) => 50 + 30 * Math.sin((2 * Math.PI * at) / 1440));
    // Before the last two weeks a request took twice as much.
    const seconds = (at: number) => (at < periods - 20_160 ? 0.02 : 0.01);
    const old = {
      ...tier('web', insideOf([0.01], 0.02, loads), [
        resource('cpu', 0, { utilisation: loads.map((load, at) => load * seconds(at)) }),
      ]),
      throughput: loads,
      latency: insideOf([0.01], 0.02, loads).map((count, at) => count / (loads[at] ?? 1)),
    };
    const diagnosis = of(service([old], { classes: [{ name: 'all', perSecond: loads }] }));
    expect(diagnosis.limits[0]?.saturation.value).toBeCloseTo(100, 0);
    expect(diagnosis.toMs - diagnosis.fromMs).toBe(14 * 86_400_000);
    expect(diagnosis.timeline).toHaveLength(14 * 96);
    expect(diagnosis.remarks.map(tell).join()).toContain('179840 of 200000 periods were left out');
  });
});

describe('two that give out together', () => {
  const near = (seconds: number) =>
    of(
      service([
        tier('web', insideOf([0.01]), [resource('cpu', 0.01)]),
        tier('db', insideOf([seconds]), [resource('cpu', seconds)]),
      ]),
    );

  it('are no reason to know nothing: either is rightly named, and the other is next', () => {
    const { verdict, limits } = near(0.0101);
    expect(verdict).toMatchObject({ is: 'known', confidencePercent: 100 });
    expect(limits.map(({ tier: name }) => name).toSorted()).toEqual(['db', 'web']);
    expect((limits[0]?.firstPercent ?? 0) + (limits[1]?.firstPercent ?? 0)).toBe(100);
  });

  it('are told apart where one gives out by more than 5 % before the other', () => {
    const [first, next] = near(0.0112).limits;
    expect(first).toMatchObject({ tier: 'db', nearFirstPercent: 100 });
    expect(next?.nearFirstPercent).toBeLessThan(5);
  });
});

describe('what else is found', () => {
  it('is a change of what a request takes, with the deploy before it', () => {
    const cut = 120;
    const utilisation = read(wave.map((load, at) => load * (at < cut ? 0.006 : 0.009)));
    const deployMs = Date.UTC(2026, 10, 28) + cut * 60_000;
    const changed = tier('web', insideOf([0.004]), [resource('cpu', 0, { utilisation })]);
    const { changes } = of(service([changed, db], { deploysMs: [deployMs] }));
    expect(changes).toMatchObject([{ tier: 'web', resource: 'cpu', deployMs }]);
    expect(changes[0]?.percent).toBeGreaterThan(40);
    expect(changes[0]?.percent).toBeLessThan(60);
    expect(Math.abs((changes[0]?.atMs ?? 0) - deployMs)).toBeLessThanOrEqual(300_000);
  });

  it('is a leak, which grows with time and not with load', () => {
    const utilisation = read(wave.map((_, at) => 0.3 + at / 1000));
    const leaky = tier('web', insideOf([0.004]), [resource('memory', 0, { kind: 'memory', utilisation })]);
    const { leaks, changes } = of(service([leaky, db]));
    expect(leaks).toMatchObject([{ tier: 'web', resource: 'memory' }]);
    expect(leaks[0]?.percentPerHour).toBeCloseTo(6, -0.3);
    expect(changes).toEqual([]);
  });

  it('is a unit that takes much longer than its neighbours', () => {
    const latency = (seconds: number) => read(wave.map(() => seconds));
    const eachUnit = [0.02, 0.021, 0.05, 0.019].map((seconds, at) => ({ name: `i-${at}`, latency: latency(seconds) }));
    const { noisyUnits } = of(service([{ ...web, eachUnit }, db]));
    expect(noisyUnits).toMatchObject([{ tier: 'web', unit: 'i-2' }]);
  });

  it('is nothing in a service that is well', () => {
    const { changes, leaks, noisyUnits, remarks } = of(service([web, db]));
    expect({ changes, leaks, noisyUnits, remarks }).toEqual({ changes: [], leaks: [], noisyUnits: [], remarks: [] });
  });

  it('is that counts and times contradict each other', () => {
    const seconds = { ...web, latency: web.latency?.map((value) => (value ?? 0) * 1000) ?? null };
    expect(
      of(service([seconds, db]))
        .remarks.map(tell)
        .join(),
    ).toContain('do not count the same requests');
  });
});
