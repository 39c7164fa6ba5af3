import { describe, expect, it } from 'vitest';
import type { GroupAttributes } from '../../../core/balancing/config/balance.ts';
import { decide } from '../../../core/balancing/decide.ts';
import type { Allocation, Kept, Observation } from '../../../core/balancing/observation.ts';
import { sharesOf } from '../../../core/balancing/weights.ts';
import type { Decision } from '../../../core/model/decision.ts';
import { tell } from '../../../core/model/reason.ts';
import { minuteMs, noonMs } from '../../fixtures.ts';
import { aGroup, aGroupInput, aLook, type Doing, type Fleet, looks, performanceAt, plainAttributes } from './fleet.ts';

const said = ({ reasons }: Decision<Allocation, Kept>, by: string) =>
  reasons.filter((reason) => reason.by === by).map(({ because }) => tell(because));
const weightsOf = (fleet: Fleet) => decide(aLook(fleet)).desired.weights;
const noLimit = { maxStepPercent: 100 } as const;

/** The decisions of so many looks in a world that does as told. */
function watch(
  count: number,
  doing: (look: number) => Readonly<Record<string, Doing>>,
  fleet: Fleet = {},
  change?: (look: number, observation: Observation) => Observation,
) {
  const rounds = looks(aLook(fleet), doing, change);
  return Array.from({ length: count }, () => rounds.next().value.decision as Decision<Allocation, Kept>);
}
const share = (decision: Decision<Allocation, Kept> | undefined, name: string) =>
  sharesOf(decision?.desired.weights ?? {})?.[name] ?? 0;

describe('what groups carry', () => {
  it('is their healthy units times what one carries', () => {
    const input = {
      ...noLimit,
      groups: { blue: aGroupInput('blue', { unitCapacity: 3 }), green: aGroupInput('green') },
    };
    expect(weightsOf({ input })).toEqual({ blue: 749, green: 250 });
  });

  it('moves to what stays before units are taken away, and says how long the last requests have', () => {
    const groups = { blue: aGroup({ healthy: 4, asked: 1 }), green: aGroup({ healthy: 3, asked: 3 }) };
    const decision = decide(aLook({ groups, input: noLimit }));
    expect(decision.desired.weights).toEqual({ blue: 250, green: 749 });
    expect(said(decision, 'capacity')[0]).toContain('blue is to have 1 and hands over, its last requests have 300 s');
  });

  it('is handed over at once by a group that loses units, whatever the limit of a step', () => {
    const blue = { weight: 500, healthy: 1, asked: 1, draining: 3 };
    const groups = { blue: aGroup(blue), green: aGroup({ weight: 499, healthy: 4 }) };
    expect(weightsOf({ groups })).toEqual({ blue: 200, green: 799 });
    expect(weightsOf({ groups: { ...groups, blue: aGroup({ ...blue, draining: 0 }) } })).toEqual({
      blue: 250,
      green: 749,
    });
  });

  it('leaves everything as it is while no group is healthy', () => {
    const groups = { blue: aGroup({ healthy: 0, weight: 3 }), green: aGroup({ healthy: 0, weight: 9 }) };
    const decision = decide(aLook({ groups }));
    expect(decision.change).toBeNull();
    expect(said(decision, 'capacity')).toEqual(['no group has a healthy unit, so the weights stay']);
  });

  it('leaves small differences alone', () => {
    const groups = { blue: aGroup({ weight: 505 }), green: aGroup({ weight: 494 }) };
    const decision = decide(aLook({ groups }));
    expect(decision.change).toBeNull();
    expect(decision.reasons[decision.binding]?.by).toBe('dead-band');
  });

  it('divides only what ours have where others are in the action', () => {
    const groups = { blue: aGroup({ weight: 60, healthy: 3 }), green: aGroup({ weight: 60, healthy: 1 }) };
    expect(weightsOf({ groups, otherGroups: 1, otherWeight: 300 })).toEqual({ blue: 90, green: 30 });
  });
});

describe('a group that does worse', () => {
  it('loses share within minutes for errors that the others do not have, keeps a probe, and comes back slowly', () => {
    const doing = (look: number) => ({
      blue: { requests: 600 },
      green: { requests: 600, errors: look >= 2 && look < 10 ? 120 : 0 },
    });
    const decisions = watch(40, doing);
    expect(share(decisions[1], 'green')).toBeCloseTo(0.5, 2);
    expect(share(decisions[5], 'green')).toBeCloseTo(0.02, 2);
    expect(share(decisions[9], 'green')).toBeGreaterThan(0);
    const back = decisions.findIndex((decision, look) => look > 10 && share(decision, 'green') > 0.4);
    expect(back).toBeGreaterThan(12);
    expect(back).toBeLessThan(40);
  });

  it('loses a third to a half of its share where it is three times slower', () => {
    const doing = (look: number) => ({
      blue: { requests: 600, p50Seconds: 0.1 },
      green: { requests: 600, p50Seconds: look >= 2 ? 0.3 : 0.1 },
    });
    const decisions = watch(8, doing);
    expect(share(decisions[7], 'green')).toBeCloseTo(0.25, 2);
    expect(said(decisions[7] as Decision<Allocation, Kept>, 'performance')[0]).toContain('green counts for 33.33 %');
  });

  it('loses nothing for what all have: a slow database, errors of every group', () => {
    const doing = (look: number) => {
      const bad = look >= 2 ? { requests: 600, errors: 200, p50Seconds: 0.5 } : { requests: 600 };
      return { blue: bad, green: bad };
    };
    const decisions = watch(10, doing);
    expect(decisions.every(({ change }) => change === null)).toBe(true);
    for (const { keep } of decisions) expect(Object.values(keep.standings).map(({ factor }) => factor)).toEqual([1, 1]);
  });

  it('gains no more than 15 points a minute on the way back', () => {
    const doing = (look: number) => ({
      blue: { requests: 600 },
      green: { requests: 600, errors: look === 2 ? 300 : 0 },
    });
    const factors = watch(40, doing).map(({ keep }) => keep.standings.green?.factor ?? 0);
    expect(Math.min(...factors)).toBeLessThan(0.3);
    expect(factors.at(-1)).toBe(1);
    factors.forEach((factor, look) => {
      expect(factor - (factors[look - 1] ?? factor)).toBeLessThan(0.151);
    });
  });

  it('keeps the least share, however little it carries', () => {
    const groups = { blue: aGroup({ healthy: 100 }), green: aGroup({ healthy: 1 }) };
    const decision = decide(aLook({ groups, input: noLimit }));
    expect(decision.desired.weights).toEqual({ blue: 979, green: 20 });
    expect(said(decision, 'min-share')[0]).toContain('green keeps 2 %');
  });

  it('waits for what is late of any group, and then takes the minutes in their order', () => {
    const bad = performanceAt(noonMs, { requests: 600, errors: 300 });
    const late = { ...bad.errors, samples: bad.errors.samples.map(({ atMs }) => ({ is: 'late' as const, atMs })) };
    const green = aGroup({ performance: { ...bad, errors: late } });
    const waiting = decide(aLook({ groups: { blue: aGroup(), green } }));
    expect(waiting.keep.learnedAtMs).toBeNull();
    expect(waiting.change).toBeNull();
    const told = decide(aLook({ groups: { blue: aGroup(), green: aGroup({ performance: bad }) } }));
    expect(told.keep.standings.green?.factor).toBe(0.25);
  });

  it('is not waited for where it gets no requests, whose latency nobody publishes', () => {
    const bad = performanceAt(noonMs, { requests: 600, errors: 300 });
    const idle = performanceAt(noonMs, { requests: 0 });
    const samples = idle.p50Seconds.samples.map(({ atMs }) => ({ is: 'late' as const, atMs }));
    const blue = aGroup({ performance: { ...idle, p50Seconds: { ...idle.p50Seconds, samples } } });
    const green = aGroup({ performance: bad });
    expect(decide(aLook({ groups: { blue, green, third: aGroup() } })).keep.learnedAtMs).not.toBeNull();
  });

  it('is not judged on a minute whose errors are missing', () => {
    const bad = performanceAt(noonMs, { requests: 600, errors: 300 });
    const gone = { ...bad.errors, samples: bad.errors.samples.map(({ atMs }) => ({ is: 'missing' as const, atMs })) };
    const green = aGroup({ performance: { ...bad, errors: gone } });
    expect(decide(aLook({ groups: { blue: aGroup(), green } })).keep.standings.green?.factor).toBe(1);
  });

  it('is judged on each minute once, however often it is looked at', () => {
    const groups = { blue: aGroup(), green: aGroup({}, { requests: 600, errors: 12 }) };
    const first = aLook({ groups });
    const once = decide(first);
    const again = decide({ ...first, memory: { ...first.memory, kept: once.keep } });
    expect(again.keep.standings).toEqual(once.keep.standings);
  });

  it('is left alone where nothing is measured at all', () => {
    expect(
      watch(5, () => ({ blue: { requests: 0 }, green: { requests: 0 } })).every(({ change }) => change === null),
    ).toBe(true);
  });
});

describe('a group without a healthy unit', () => {
  const groups = { blue: aGroup(), green: aGroup({ healthy: 0, unhealthy: 2 }) };

  it('gets nothing at once, whatever the limit of a step', () => {
    expect(weightsOf({ groups })).toEqual({ blue: 999, green: 0 });
  });

  it('is taken out of a sticky action, since its clients would stay', () => {
    expect(weightsOf({ groups, sticky: true })).toEqual({ blue: 999, green: null });
  });

  it('comes back step by step once it is healthy', () => {
    const back = { blue: aGroup({ weight: 999 }), green: aGroup({ weight: null }) };
    const { weights } = decide(aLook({ groups: back, sticky: true })).desired;
    expect(weights).toEqual({ blue: 749, green: 250 });
  });
});

describe('a zone whose groups fail as one', () => {
  const zone = (name: string) => `eu-west-1${name}`;
  const input = {
    groups: {
      a1: aGroupInput('a1', { zone: zone('a') }),
      a2: aGroupInput('a2', { zone: zone('a') }),
      b1: aGroupInput('b1', { zone: zone('b') }),
    },
  };
  const groups = { a1: aGroup({ weight: 333 }), a2: aGroup({ weight: 333 }), b1: aGroup({ weight: 333 }) };
  const failing = (look: number, until: number) => {
    const bad = { requests: 600, errors: look >= 2 && look < until ? 400 : 0 };
    return { a1: bad, a2: bad, b1: { requests: 600 } };
  };

  it('is left out, a zonal shift is advised, and it is tried again after its time', () => {
    const decisions = watch(40, (look) => failing(look, 8), { input, groups });
    const out = decisions.findIndex((decision) => share(decision, 'b1') === 1);
    expect(out).toBeGreaterThan(1);
    expect(out).toBeLessThan(7);
    expect(said(decisions[out] as Decision<Allocation, Kept>, 'zones')[0]).toMatch(/eu-west-1a.*zonal-shift/);
    expect(share(decisions[out + 14], 'a1')).toBe(0);
    expect(share(decisions[out + 16], 'a1')).toBeGreaterThan(0);
  });

  it('is not left out where one of its groups does well, or where no other zone does', () => {
    const oneWell = (look: number) => ({ ...failing(look, 99), a2: { requests: 600 } });
    expect(watch(8, oneWell, { input, groups }).every(({ keep }) => Object.keys(keep.zonesOut).length === 0)).toBe(
      true,
    );
    const dead = { ...groups, b1: aGroup({ healthy: 0, weight: 333 }) };
    const alone = watch(8, (look) => failing(look, 99), { input, groups: dead });
    expect(alone.every(({ keep }) => Object.keys(keep.zonesOut).length === 0)).toBe(true);
    const allBad = (look: number) => ({ ...failing(look, 99), b1: { requests: 600, errors: look >= 2 ? 400 : 0 } });
    expect(watch(8, allBad, { input, groups }).every(({ keep }) => Object.keys(keep.zonesOut).length === 0)).toBe(true);
  });
});

describe('a zone inside a group', () => {
  const zones = { 'eu-west-1a': { healthy: 2, unhealthy: 0 }, 'eu-west-1b': { healthy: 0, unhealthy: 2 } };

  it('that has lost its targets cannot be taken out by weights, and what a person can do is told', () => {
    const decision = decide(aLook({ groups: { blue: aGroup({ zones, healthy: 2, unhealthy: 2 }), green: aGroup() } }));
    expect(decision.change).toBeNull();
    const [advice] = said(decision, 'zones');
    expect(advice).toContain('all 2 targets of blue in eu-west-1b are unhealthy and 2 elsewhere are healthy');
    expect(advice).toContain('aws arc-zonal-shift start-zonal-shift');
    expect(advice).toContain('--away-from <id of eu-west-1b');
  });

  it('is not a lost zone where the whole group is ill', () => {
    const ill = { ...zones, 'eu-west-1a': { healthy: 0, unhealthy: 2 } };
    const groups = { blue: aGroup({ zones: ill, healthy: 0, unhealthy: 4 }), green: aGroup() };
    expect(said(decide(aLook({ groups })), 'zones')).toEqual([]);
  });
});

describe('a shift', () => {
  const steps = [
    { percent: 5, holdSeconds: 300 },
    { percent: 50, holdSeconds: 300 },
    { percent: 100, holdSeconds: 0 },
  ];
  const shift = { from: 'blue', to: 'green', name: 'v2', plan: { kind: 'steps' as const, steps }, minRequests: 50 };
  const groups = { blue: aGroup({ weight: 999 }), green: aGroup({ weight: 0 }) };
  const served = (look: number, percent: number, more: Partial<Doing> = {}) => ({
    blue: { requests: 1000 },
    green: { requests: look === 0 ? 0 : percent * 20, ...more },
  });

  it('goes step by step to all where the new group does well', () => {
    const decisions = watch(20, (look) => served(look, 5), { input: { ...noLimit, shift }, groups });
    expect(share(decisions[0], 'green')).toBeCloseTo(0.05, 2);
    expect(share(decisions[6], 'green')).toBeCloseTo(0.5, 2);
    expect(decisions[12]?.desired.weights).toEqual({ blue: 0, green: 999 });
    expect(decisions[12]?.keep.shift?.is).toBe('done');
  });

  it('is rolled back for good where the new group fails more than the old', () => {
    const decisions = watch(15, (look) => served(look, 5, { errors: look === 0 ? 0 : 10 }), {
      input: { shift },
      groups,
    });
    const back = decisions.findIndex(({ keep }) => keep.shift?.is === 'rolled-back');
    expect(back).toBeLessThan(3);
    expect(decisions.slice(back).every((decision) => share(decision, 'green') === 0)).toBe(true);
    expect(said(decisions[back] as Decision<Allocation, Kept>, 'shift')[0]).toMatch(/rolled back.*name a new shift/);
  });

  it('goes on where the old group fails as much: the release did not bring it', () => {
    const doing = (look: number) => ({
      blue: { requests: 1000, errors: 30 },
      green: { requests: look === 0 ? 0 : 100, errors: look === 0 ? 0 : 3 },
    });
    expect(watch(10, doing, { input: { shift }, groups }).every(({ keep }) => keep.shift?.is !== 'rolled-back')).toBe(
      true,
    );
  });

  it('is held without enough requests to judge by', () => {
    const doing = (look: number) => ({ blue: { requests: 1000 }, green: { requests: look === 0 ? 0 : 2 } });
    const decisions = watch(12, doing, { input: { shift }, groups });
    expect(decisions[9]?.keep.shift).toMatchObject({ is: 'held', percent: 5 });
  });

  it('ends where the new group stays much slower', () => {
    const doing = (look: number) => served(look, 5, { p50Seconds: 0.5 });
    expect(watch(8, doing, { input: { shift }, groups })[7]?.keep.shift?.is).toBe('rolled-back');
  });

  it('goes evenly where it is linear, and starts anew under another name', () => {
    const plan = { kind: 'linear' as const, startPercent: 1, overSeconds: 600 };
    const input = { ...noLimit, shift: { ...shift, plan } };
    const decisions = watch(6, (look) => served(look, 10), { input, groups });
    const shares = decisions.map((decision) => share(decision, 'green'));
    expect(shares[5]).toBeGreaterThan(0.4);
    const kept = decisions[5]?.keep ?? null;
    const again = decide(aLook({ input: { ...input, shift: { ...shift, plan, name: 'v3' } }, groups, kept }));
    expect(again.keep.shift).toMatchObject({ name: 'v3', percent: 1 });
  });

  it('leaves the new group alone to serve where the old one has died', () => {
    const dead = { blue: aGroup({ weight: 999, healthy: 0 }), green: aGroup({ weight: 0 }) };
    expect(weightsOf({ input: { shift }, groups: dead })).toEqual({ blue: 0, green: 999 });
  });
});

describe('people', () => {
  const until = (untilMs: number) => ({ group: null, percent: null, untilMs, note: 'load test' });

  it('pin a share for a while', () => {
    const pin = { ...until(noonMs + minuteMs), kind: 'pin' as const, group: 'blue', percent: 10 };
    const decision = decide(aLook({ input: noLimit, overrides: [pin] }));
    expect(decision.desired.weights).toEqual({ blue: 100, green: 899 });
    expect(said(decision, 'overrides')).toEqual(['blue is pinned at 10 % by hand: load test']);
    expect(weightsOf({ overrides: [{ ...pin, untilMs: noonMs }] })).toEqual({ blue: 500, green: 500 });
  });

  it('pause everything', () => {
    const groups = { blue: aGroup({ healthy: 9 }), green: aGroup() };
    const decision = decide(aLook({ groups, overrides: [{ ...until(noonMs + 1), kind: 'pause' }] }));
    expect(decision.change).toBeNull();
    expect(decision.reasons[decision.binding]).toMatchObject({ by: 'pause' });
    expect(decision.desired).toMatchObject({ attributes: {}, reservedUnits: null });
    expect(String(decision.reasons[decision.binding]?.because.withoutIt)).toMatch(/^blue \d+, green \d+/);
  });

  it('that cannot be read leave the weights as they are, and are told', () => {
    const groups = { blue: aGroup({ weight: 100, healthy: 1 }), green: aGroup({ weight: 0, healthy: 9 }) };
    expect(decide(aLook({ groups })).change).not.toBeNull();
    const trouble = 'balancing/overrides checkout#pause: untilMs {"S":"soon"}';
    const decision = decide(aLook({ groups, overrides: [{ kind: 'unreadable', trouble }] }));
    expect(decision.change).toBeNull();
    expect(decision.reasons[decision.binding]).toMatchObject({ by: 'hold', because: { unreadable: trouble } });
  });

  it('pause a sticky action whose dead group is still in it', () => {
    const groups = { blue: aGroup(), green: aGroup({ weight: 0, healthy: 0 }) };
    expect(weightsOf({ groups, sticky: true })).toEqual({ blue: 999, green: null });
    const overrides = [{ ...until(noonMs + 1), kind: 'pause' as const }];
    expect(decide(aLook({ groups, sticky: true, overrides })).change).toBeNull();
  });

  it.each(['off', 'recommend'] as const)('see what would be done in mode %s, and nothing is', (mode) => {
    const groups = { blue: aGroup({ healthy: 9 }), green: aGroup() };
    const decision = decide(aLook({ groups, input: { mode } }));
    expect(decision.change).toBeNull();
    expect(decision.withheld).toMatchObject({ mode });
    expect(decision.desired.weights.blue).toBeGreaterThan(500);
  });

  const asserted = { blue: 700, green: 299 };

  it('who have changed the weights are told of, and nothing is set', () => {
    const decision = decide(aLook({ kept: { asserted }, groups: { blue: aGroup({ healthy: 9 }), green: aGroup() } }));
    expect(decision.change).toBeNull();
    expect(said(decision, 'hold')[0]).toContain('somebody else has changed the weights');
    expect(decision.keep.asserted).toEqual(asserted);
  });

  it('who have pointed everything at a group that serves nobody are told so, with the command that ends it', () => {
    const nobody = { blue: aGroup({ weight: 0, healthy: 3 }), green: aGroup({ weight: 999, healthy: 0 }) };
    const set = { kept: { asserted: { blue: 999, green: 0 } }, groups: nobody };
    const decision = decide(aLook(set));
    expect(decision.change).toBeNull();
    expect(said(decision, 'hold')[0]).toMatch(
      /all requests at green, which has no healthy target.*blue has: "headroom override checkout\/web adopt --for 15m"/,
    );
    const adopt = { ...until(noonMs + 1), kind: 'adopt' as const };
    expect(decide(aLook({ ...set, overrides: [adopt] })).change?.weights).toEqual({ blue: 999, green: 0 });
    const alone = { blue: aGroup({ weight: 0, healthy: 0 }), green: aGroup({ weight: 999, healthy: 0 }) };
    const none = decide(aLook({ ...set, groups: alone }));
    expect(said(none, 'hold')).toEqual([]);
    expect(none.change).toBeNull();
  });

  it('who move weights by their own deployments are followed, whatever the balance says of drift', () => {
    const moved = aGroup({ healthy: 9, movedBy: 'the CANARY deployments of ECS' });
    for (const drift of ['report', 'reassert'] as const) {
      const decision = decide(
        aLook({ kept: { asserted }, input: { drift }, groups: { blue: moved, green: aGroup() } }),
      );
      expect(decision.change).toBeNull();
      expect(said(decision, 'hold')[0]).toMatch(/CANARY deployments of ECS move the weight of blue.*ROLLING/);
    }
  });

  it('may leave ours too little to say what the shares are, which is told, and no group is lost by it', () => {
    const others = { sticky: true, otherGroups: 1, otherWeight: 97 };
    const groups = { blue: aGroup({ weight: 2, healthy: 9 }), green: aGroup({ weight: 1, healthy: 1 }) };
    const decision = decide(aLook({ ...others, groups }));
    expect(decision.desired.weights).toEqual({ blue: 2, green: 1 });
    expect(said(decision, 'weights')[0]).toMatch(
      /weights of 3 together beside 97.*blue gets 90 %, and say 66.67 %; multiply all weights/,
    );
    const lost = { blue: aGroup({ weight: 3, healthy: 9 }), green: aGroup({ weight: null, healthy: 1 }) };
    expect(decide(aLook({ ...others, groups: lost })).change?.weights).toEqual({ blue: 2, green: 1 });
  });

  it('may have theirs taken over, or set again', () => {
    const groups = { blue: aGroup({ healthy: 9 }), green: aGroup() };
    const adopt = { ...until(noonMs + 1), kind: 'adopt' as const };
    const adopted = decide(aLook({ kept: { asserted }, groups, overrides: [adopt] }));
    expect(adopted.change).not.toBeNull();
    expect(adopted.keep.asserted).toEqual({ blue: 500, green: 500 });
    const own = decide(aLook({ kept: { asserted }, groups, input: { drift: 'reassert' } }));
    expect(own.change).not.toBeNull();
    expect(said(own, 'drift')).toHaveLength(1);
  });

  it('are not blamed for what Headroom itself asked for last', () => {
    const desired = { weights: { blue: 500, green: 500 }, attributes: {}, reservedUnits: null };
    const intention = { desired, askedAtMs: noonMs - minuteMs, reference: 'r', completed: false };
    const decision = decide(aLook({ kept: { asserted }, memory: { intention } }));
    expect(said(decision, 'hold')).toEqual([]);
  });
});

describe('what AWS would refuse', () => {
  it('more than five groups in the action is a hold with a reason', () => {
    const decision = decide(aLook({ otherGroups: 4, groups: { blue: aGroup({ healthy: 9 }), green: aGroup() } }));
    expect(decision.change).toBeNull();
    expect(said(decision, 'hold')).toEqual(['the action would have 6 target groups and takes 5; take some out']);
  });

  it('sticky targets in an action that is not is a hold with a reason', () => {
    const groups = { blue: aGroup({ healthy: 9, stickyTargets: true }), green: aGroup() };
    expect(said(decide(aLook({ groups })), 'hold')[0]).toContain('targets of blue are sticky and the action is not');
  });

  it('attributes that contradict those that the group has are not set', () => {
    const attributes = { slowStartSeconds: 60 };
    const input = {
      attributes: 'apply' as const,
      groups: { blue: aGroupInput('blue', { attributes }), green: aGroupInput('green') },
    };
    const random = { ...plainAttributes, algorithm: 'weighted_random' as const };
    const refused = decide(aLook({ input, groups: { blue: aGroup({ attributes: random }), green: aGroup() } }));
    expect(refused.desired.attributes).toEqual({});
    expect(said(refused, 'attributes')[0]).toContain(
      'AWS would refuse it: slow start does not go with weighted_random',
    );
    expect(decide(aLook({ input })).change?.attributes.blue).toMatchObject({ slowStartSeconds: 60, algorithm: null });
  });

  it('slow start is advised where a group becomes slow as units start, and its algorithm allows it', () => {
    const standing = { factor: 0.5, usualSeconds: 0.1, slower: 2, errorShare: 0, requests: 600, errors: 0 };
    const advice = (attributes: GroupAttributes, starting = 1) => {
      const groups = { blue: aGroup({ starting, attributes }, { requests: 0 }), green: aGroup() };
      return said(decide(aLook({ groups, kept: { standings: { blue: standing } } })), 'attributes');
    };
    expect(advice(plainAttributes)).toEqual([
      expect.stringContaining('blue has become 2 times slower while units start'),
    ]);
    expect(advice(plainAttributes, 0)).toEqual([]);
    expect(advice({ ...plainAttributes, algorithm: 'least_outstanding_requests' })).toEqual([]);
  });

  it('attributes are only told where they are to be advised', () => {
    const input = {
      groups: { blue: aGroupInput('blue', { attributes: { slowStartSeconds: 60 } }), green: aGroupInput('green') },
    };
    const decision = decide(aLook({ input }));
    expect(decision.change).toBeNull();
    expect(said(decision, 'attributes')[0]).toContain('blue should have slowStartSeconds 60');
  });
});

describe('a reservation', () => {
  // Noon is in the window from 12:15 on by its lead of half an hour.
  const windows = [{ from: '12:15', to: '13:00', capacityUnits: 2000 }];
  const input = { reservation: { windows } };
  const seen = { units: 0, pending: false, decreasesLeft: 2, peakUnits: null, failedBecause: null };
  const at = (reservation: Observation['reservation'], atMs = noonMs) => decide(aLook({ input, reservation, atMs }));

  it('is asked for ahead of a window, and priced', () => {
    const decision = at(seen);
    expect(decision.change?.reservedUnits).toBe(2000);
    expect(said(decision, 'reservation')).toEqual(['2000 capacity units are reserved for a peak, for 16 USD an hour']);
  });

  it('waits for an earlier request', () => {
    expect(at({ ...seen, units: 100, pending: true }).change).toBeNull();
  });

  it('is released after the peak, where a decrease is left', () => {
    const evening = noonMs + 6 * 60 * minuteMs;
    expect(at({ ...seen, units: 2000 }, evening).change?.reservedUnits).toBe(0);
    const none = at({ ...seen, units: 2000, decreasesLeft: 0 }, evening);
    expect(none.change).toBeNull();
    expect(said(none, 'reservation')[0]).toContain('no decrease is left today');
  });

  it('that AWS could not provide is told, and not asked for again', () => {
    const decision = at({ ...seen, units: 2000, failedBecause: 'no capacity' });
    expect(decision.change).toBeNull();
    expect(said(decision, 'reservation')[0]).toContain('AWS could not provide them (no capacity)');
  });

  it('keeps the last decrease of the day for the release', () => {
    const half = { ...seen, units: 9000, decreasesLeft: 1 };
    expect(at(half).change).toBeNull();
    expect(at({ ...half, decreasesLeft: 2 }).change?.reservedUnits).toBe(2000);
  });

  it('follows the peaks of days before where they are worth it', () => {
    const forecast = { reservation: { forecastFrom: 500 } };
    const wanted = (peakUnits: number) =>
      decide(aLook({ input: forecast, reservation: { ...seen, peakUnits } })).desired.reservedUnits;
    expect([wanted(400), wanted(1000)]).toEqual([null, 1200]);
  });
});
