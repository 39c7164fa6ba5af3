import type { Scene } from '../../../sim/scaling/situations/situation.ts';
import { group } from './capacities.ts';
import { type Entry, entry, exactly, needOf, sharing } from './entry.ts';
import { loadPerUnit, metric, readings, sceneOf, type Way } from './ways.ts';

const named = { kind: 'auto-scaling-group', autoScalingGroupName: 'fleet' } as const;
const noWeights = { HPA: 'pods have no weights', KEDA: 'pods have no weights' };

/**
 * A group whose capacity counts weights while the metric beside it counts instances: the load is what 24 units carry at their
 * target, and after a quarter of an hour what 48 do.
 */
function weighted(type: string, weight: number): Entry {
  const units = 24;
  const rises = 15;
  const loadAt = (minute: number) => units * loadPerUnit * (minute < rises ? 1 : 2);
  return entry({
    name: `a group that counts ${type}, of instances that weigh ${weight}, by a metric of instances`,
    situation: {
      units,
      minutes: 45,
      fleet: (up) => ({
        running: Math.ceil(up / weight) * weight,
        carrying: Math.ceil(up / weight) * weight,
        starting: 0,
        told: false,
      }),
      capacity: (now) => group(now, { type, weight }),
      tell: ({ minute, fleet }) => ({ ...sharing(loadAt(minute), fleet), Running: fleet.running / weight }),
    },
    scene: (_, way) =>
      sceneOf(way, {
        target: named,
        bounds: { min: 4, max: 400 },
        readings: { ...readings, running: metric('Running') },
      }),
    absent: noWeights,
    rules: ({ tells }) => {
      // Whole instances come up, so that so much less asked for makes what is needed run.
      const needed = needOf(loadAt(rises)) - weight + 1;
      // A step of 60 % is what such a policy asks for, twice where once is not enough.
      const most = tells === 'steps' ? Math.ceil(units * 1.6 * 1.6) : needOf(loadAt(rises)) + weight;
      return [
        { from: 0, to: rises, mayLeast: units, mayMost: units + weight },
        { from: rises + 10, to: 44, mayLeast: tells === 'steps' ? Math.ceil(units * 1.6) : needed, mayMost: most },
      ];
    },
  });
}

/** A share that is told in percent, of a metric whose unit nobody knows: sixty times what there is. */
function percentForShare(): Entry {
  const cpu = metric('Busy', { unit: 'share' });
  const policies: Readonly<Record<string, Way['policies']>> = {
    'target-tracking': [{ kind: 'target-tracking', reading: 'busy', of: 'utilisation', target: 0.6 }],
  };
  return entry({
    name: 'a reading that is said to be a share and tells percent',
    situation: { minutes: 90 },
    scene: (kind, way) => {
      if (kind === 'step') return 'a step compares with its own numbers, whatever their unit';
      if (kind === 'backlog') return 'a backlog reads a count, and no share';
      return sceneOf({ ...way, policies: policies[kind] ?? way.policies }, { readings: { ...readings, busy: cpu } });
    },
    absent: nobodyElse(
      'its CPU is a share of what pods request, by definition',
      'its own metric tells percent, by definition',
    ),
    rules: () => [exactly(10, 0, 89)],
  });
}

function nobodyElse(kubernetes: string, aws: string): Record<string, string> {
  return { HPA: kubernetes, KEDA: kubernetes, 'AWS target tracking': aws };
}

/** What is written with a wrong unit where the unit is known: it is to be refused, so that it never runs. */
function refused(name: string, write: (kind: string) => Way['policies'] | null, why: string): Entry {
  return entry({
    name,
    situation: { minutes: 30 },
    scene: (kind, way): Scene | string => {
      const policies = write(kind);
      return policies === null ? why : sceneOf({ ...way, policies });
    },
    absent: nobodyElse('it takes percent, and no other unit', 'it takes percent, and no other unit'),
    rules: () => [exactly(10, 0, 29)],
  });
}

/** Numbers that are multiplied by what they were not measured on. */
export const units: readonly Entry[] = [
  ...(
    [
      ['units', 4],
      ['vcpu', 8],
      ['memory-mib', 12],
    ] as const
  ).map(([type, weight]) => weighted(type, weight)),
  percentForShare(),
  refused(
    'a target of 0.5 of a reading in percent',
    (kind) => (kind === 'target-tracking' ? [{ kind, reading: 'cpu', of: 'utilisation', target: 0.5 }] : null),
    'it has no target to compare with a reading',
  ),
  refused(
    'a CPU that is taken for a demand',
    (kind) => {
      if (kind === 'target-tracking') return [{ kind, reading: 'cpu', of: 'demand', target: 60 }];
      if (kind === 'backlog') return [{ kind, reading: 'cpu', acceptableLatencySeconds: 60, processingSeconds: 1 }];
      if (kind === 'provisioner' || kind === 'tuned') return [{ kind, reading: 'cpu', unitPerSecond: 100 }];
      return null;
    },
    'a step compares with its own numbers, whatever their unit',
  ),
  refused(
    'a strain in percent',
    (kind) => {
      if (kind !== 'provisioner' && kind !== 'tuned') return null;
      return [{ kind, reading: 'requests', unitPerSecond: 100, strain: { utilisation: 'cpu' } }];
    },
    'it reads no strain',
  ),
];
