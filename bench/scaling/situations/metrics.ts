import type { ScalableInput } from '../../../core/scaling/config/scalable.ts';
import type { Rule, Situation } from '../../../sim/scaling/situations/situation.ts';
import { type Entry, entry, needOf, sharing } from './entry.ts';
import { loadPerUnit, metric, sceneOf } from './ways.ts';

const before = 10;
const after = 2;
const minutes = 180;
/** However its metrics come, a fleet is to be let go within an hour. */
const letGo = 60;
const margin = 1;

/** The load falls to a fifth, and stays there. */
const falling: Partial<Situation> = {
  minutes,
  tell: ({ minute, fleet }) => sharing((minute < 0 ? before : after) * loadPerUnit, fleet),
};

const down: Situation['rules'] = (): readonly Rule[] => [
  { from: 0, to: minutes - 1, mayLeast: needOf(after * loadPerUnit), mayMost: before },
  { from: letGo, to: minutes - 1, mayLeast: needOf(after * loadPerUnit), mayMost: after + margin },
];

function late(seconds: number): Entry {
  return entry({
    name: `points that always come ${seconds} s late, with a delay of 60 s configured, and the load falls`,
    situation: { ...falling, lateSeconds: () => seconds },
    rules: down,
  });
}

function flaky(one: number): Entry {
  return entry({
    name: `one point in ${one} never comes, and the load falls`,
    situation: { ...falling, lateSeconds: (_, minute) => (((minute % one) + one) % one === 0 ? null : 45) },
    rules: down,
  });
}

/** Every reading in periods of so many seconds. */
function inPeriods(periodSeconds: number): NonNullable<ScalableInput['readings']> {
  const part = { periodSeconds };
  return {
    cpu: metric('Busy', { unit: 'percent' }, part),
    busy: metric('Busy', { scale: 0.01, unit: 'share' }, part),
    requests: metric('Requests', { unit: 'per second' }, part),
    waiting: metric('Waiting', { unit: 'count' }, part),
    running: metric('Running', {}, part),
  };
}

const ownPeriod = 'its own alarms are made for the period of its metric';

/** A point each five minutes, which is basic monitoring of instances. */
function basic(what: string, read: ScalableInput['readings'], lateSeconds: number): Entry {
  return entry({
    name: `a point each five minutes, ${what}, and the load falls`,
    situation: { ...falling, lateSeconds: (_, minute) => (minute % 5 === 0 ? lateSeconds : null) },
    scene: (_, way) => sceneOf(way, { ...(read !== undefined && { readings: read }) }),
    absent: { HPA: ownPeriod, KEDA: ownPeriod, 'AWS target tracking': ownPeriod },
    rules: down,
  });
}

const outage = 12;

/** The metric system is ill: it tells exactly 0 for twelve minutes of units that are as busy as before. */
const zeros: Entry = entry({
  name: 'a utilisation of exactly 0 for twelve minutes of busy units',
  situation: {
    units: 40,
    minutes: 40,
    tell: ({ minute, fleet }) => {
      const truth = sharing(40 * loadPerUnit, fleet);
      return minute >= 0 && minute < outage ? { ...truth, Busy: 0, BusyReady: 0 } : truth;
    },
  },
  scene: (kind, way) => (kind === 'backlog' ? 'it reads no utilisation' : sceneOf(way)),
  absent: { KEDA: 'it goes by a rate, and reads no utilisation' },
  rules: () => [{ from: 0, to: 39, mayLeast: 40, mayMost: 40 + margin }],
});

/** Metrics that come late, seldom, in part, or wrong. */
export const metrics: readonly Entry[] = [
  late(90),
  late(150),
  flaky(4),
  flaky(8),
  basic('read as if each minute had one', undefined, 45),
  basic('read in periods of five minutes', inPeriods(300), 45),
  basic('read in periods of five minutes, and three minutes late', inPeriods(300), 180),
  zeros,
];
