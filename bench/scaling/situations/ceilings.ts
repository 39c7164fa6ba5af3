import type { ScalableInput } from '../../../core/scaling/config/scalable.ts';
import { settled } from '../../../sim/scaling/deployments/histories.ts';
import type { Rule, Situation } from '../../../sim/scaling/situations/situation.ts';
import { group } from './capacities.ts';
import { type Entry, entry, sharing } from './entry.ts';
import { loadPerUnit, sceneOf } from './ways.ts';

const start = 30;
const needed = 24;
const ceiling = 4;
/** The window is from ten past twelve to two o'clock; minute 0 is noon. */
const opens = 10;
const end = 90;

const windows: ScalableInput['policies'] = [
  { kind: 'schedule', timeZone: 'UTC', windows: [{ from: '12:10', to: '14:00', ceiling }] },
];

/** AWS's scheduled actions and HPA's maximum bring what is above them inside at once; a trigger of KEDA has no ceiling. */
const bounds: Situation['bounds'] = (minute) => ({ min: 1, max: minute >= opens ? ceiling : 400 });
const noCeiling = { KEDA: 'its cron trigger has floors and no ceilings' };

/** The hold of every scalable as shipped, and of HPA: minutes. */
const gone = opens + 5;
const kept: Rule = { from: 0, to: gone - 1, mayLeast: needed, mayMost: start };
const atLast: Rule = { from: gone + 10, to: end - 1, mayLeast: ceiling, mayMost: ceiling };
const whole: Rule = { from: 0, to: end - 1, mayLeast: start, mayMost: start };

/** What was needed within the hold is not taken away; afterwards no look takes more than half of what there is. */
function shrinking(): readonly Rule[] {
  const steps = Array.from({ length: 3 }, (_, look) => ({
    from: gone + look,
    to: gone + look,
    mayLeast: Math.max(ceiling, Math.floor(needed / 2 ** (look + 1))),
    mayMost: start,
  }));
  return [kept, ...steps, atLast];
}

const busy: Partial<Situation> = {
  units: start,
  minutes: end,
  bounds,
  tell: ({ fleet }) => sharing(needed * loadPerUnit, fleet),
};
const scene: Entry['scene'] = (_, way) => sceneOf(way, { policies: windows });

/** What limits from above, and never takes away in one look. */
export const ceilings: readonly Entry[] = [
  entry({
    name: 'a ceiling of 4 opens while 24 units are needed',
    situation: busy,
    scene,
    absent: noCeiling,
    rules: shrinking,
  }),
  entry({
    name: 'a ceiling of 4 opens while nothing can be read',
    situation: { ...busy, lateSeconds: (_, minute) => (minute >= opens - 3 ? null : 45) },
    scene,
    absent: noCeiling,
    // What was needed last is all that anybody knows.
    rules: () => [{ ...whole, mayLeast: needed }],
  }),
  entry({
    name: 'a ceiling of 4 opens during a deployment that lasts longer',
    situation: { ...busy, fleet: (up, minute) => ({ ...settled(up), told: minute >= 0 && minute < 60 }) },
    scene,
    absent: noCeiling,
    rules: () => [{ from: opens, to: 59, mayLeast: needed, mayMost: start }],
  }),
  entry({
    name: 'bounds.max is lowered to 4 while 24 units are needed',
    situation: busy,
    scene: (_, way) => {
      const now = sceneOf(way);
      return { ...now, later: { from: opens, config: { ...now.config, bounds: { min: 1, max: ceiling } } } };
    },
    rules: shrinking,
  }),
  entry({
    name: 'the target’s own maximum is lowered to 4 while 24 units are needed',
    situation: { ...busy, capacity: (now) => group(now, { max: now.minute >= opens ? ceiling : 400 }) },
    scene: (_, way) => sceneOf(way, { target: { kind: 'auto-scaling-group', autoScalingGroupName: 'web' } }),
    absent: {
      HPA: 'what it scales has no maximum of its own',
      KEDA: 'what it scales has no maximum of its own',
      'AWS target tracking': 'a group that it scales brings what is asked for inside its limits by itself',
    },
    // What lies in between the target would refuse, so that it goes down in one step.
    rules: () => [kept, atLast],
  }),
  entry({
    name: 'more is needed than the bounds allow',
    situation: {
      minutes: 60,
      bounds: () => ({ min: 1, max: 10 }),
      tell: ({ minute, fleet }) => sharing((minute < 0 ? 10 : 30) * loadPerUnit, fleet),
    },
    scene: (_, way) => sceneOf(way, { bounds: { min: 1, max: 10 } }),
    rules: () => [{ from: 0, to: 59, mayLeast: 10, mayMost: 10 }],
  }),
];
