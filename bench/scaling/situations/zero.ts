import type { ScalableInput } from '../../../core/scaling/config/scalable.ts';
import { settled } from '../../../sim/scaling/deployments/histories.ts';
import type { Rule, Situation } from '../../../sim/scaling/situations/situation.ts';
import { type Entry, entry, needOf, sharing } from './entry.ts';
import { loadPerUnit, metric, readings, sceneOf, type Way } from './ways.ts';

const load = 10 * loadPerUnit;
const needed = needOf(load);
/** A reading can be looked at two minutes after it began, and by the second look it is to be acted on. */
const firstAsked = 3;
/** A step of the limits, at most twice or four more, each look: 4, 8, 16. A step policy of a few units at a time takes longer. */
const allAsked = 10;
const minutes = 60;
const margin = 1;
/** Steps add a part of what there is, so that they overshoot by up to such a part. */
const stepShare = 1.6;

const noHpa = { HPA: 'its minimum is one replica unless the gate HPAScaleToZero is on' };

/** Nothing runs and nothing arrives; then a load does, which something tells. */
const arriving: Partial<Situation> = {
  units: 0,
  minutes,
  bounds: () => ({ min: 0, max: 400 }),
  fleet: settled,
  tell: ({ minute, fleet }) => sharing(minute < 0 ? 0 : load, fleet),
};

const back: Situation['rules'] = ({ tells }): readonly Rule[] => {
  const mayMost = tells === 'steps' ? Math.ceil(needed * stepShare) : needed + margin;
  return [
    { from: 0, to: 0, mayLeast: 0, mayMost: margin },
    { from: firstAsked, to: minutes - 1, mayLeast: 1, mayMost },
    { from: firstAsked + allAsked, to: minutes - 1, mayLeast: needed - margin, mayMost },
  ];
};

/** Policies that something at zero speaks to. A utilisation needs a unit first, which what was turned away asks for. */
function fromZero(kind: string, way: Way): ScalableInput['policies'] {
  if (kind === 'step') return [...way.policies, { kind, reading: 'turnedAway', steps: [{ from: 1, add: 4 }] }];
  if (kind === 'target-tracking') return [{ kind, reading: 'requests', of: 'demand', target: loadPerUnit }];
  return way.policies;
}

const turnedAway = metric('Turned', { unit: 'count', speaksAtZero: true });
const whatSpeaks = { bounds: { min: 0, max: 400 }, readings: { ...readings, turnedAway } };

/** Where nothing tells what arrives while no unit runs. */
const silent = {
  ...readings,
  requests: metric('Requests', { unit: 'per second' }),
  waiting: metric('Waiting', { unit: 'count', speaksAtZero: false }),
};

/** Night is from noon to a quarter past. */
const night = 15;
const nightly: ScalableInput['policies'] = [
  { kind: 'schedule', timeZone: 'UTC', windows: [{ from: '12:00', to: '12:15', ceiling: 0 }] },
];

/** Zero that must be left again. */
export const zero: readonly Entry[] = [
  entry({
    name: 'zero units, where what arrives is told, and a load comes',
    situation: arriving,
    scene: (kind, way) => sceneOf({ ...way, policies: fromZero(kind, way) }, whatSpeaks),
    absent: noHpa,
    rules: back,
  }),
  entry({
    name: 'zero units may be asked for, and every reading vanishes with the last unit',
    situation: { ...arriving, tell: ({ minute, fleet }) => vanishing(minute < 0 ? 0 : load, fleet.running, fleet) },
    scene: (_, way) => sceneOf(way, { bounds: { min: 0, max: 400 }, readings: silent }),
    absent: noHpa,
    rules: back,
  }),
  entry({
    name: 'a night whose ceiling is zero, and a load in the morning',
    situation: {
      ...arriving,
      units: 2,
      bounds: (minute) => ({ min: 0, max: minute >= 0 && minute < night ? 0 : 400 }),
      tell: ({ minute, fleet }) => sharing(minute < night ? (minute < 0 ? 2 * loadPerUnit : 0) : load, fleet),
    },
    scene: (kind, way) => sceneOf({ ...way, policies: [...fromZero(kind, way), ...nightly] }, whatSpeaks),
    absent: { ...noHpa, KEDA: 'its cron trigger has floors and no ceilings' },
    rules: ({ tells }) =>
      back({ tells, holdMinutes: 0 })
        .slice(1)
        .map(({ from, ...rule }) => ({ ...rule, from: from + night })),
  }),
];

function vanishing(perSecond: number, running: number, fleet: Parameters<typeof sharing>[1]) {
  const told = sharing(perSecond, fleet);
  return running > 0 ? told : { ...told, Requests: null, Waiting: null, Running: null };
}
