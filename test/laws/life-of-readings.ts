import type { Memory } from '../../core/model/memory.ts';
import type { Point, Source } from '../../core/readings/series.ts';
import type { SourceConfig } from '../../core/readings/source-kinds.ts';
import type { ScalableInput } from '../../core/scaling/config/scalable.ts';
import { decide } from '../../core/scaling/decide.ts';
import type { Desired } from '../../core/scaling/desired.ts';
import type { Kept, Observation } from '../../core/scaling/observation.ts';
import { scaling } from '../../core/scaling/scaling.ts';
import { aCapacity, aMemory, aScalable, minuteMs, noonMs } from '../fixtures.ts';

export type Policy = ScalableInput['policies'][number];

/** Of every kind that goes by a reading: ten units are busy with what arrives at first, and two or three later. */
export const policies: readonly (readonly [string, Policy])[] = [
  ['target tracking of demand', { kind: 'target-tracking', reading: 'load', of: 'demand', target: 100 }],
  ['target tracking of a utilisation', { kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 50 }],
  [
    'step',
    {
      kind: 'step',
      reading: 'cpu',
      steps: [
        { from: 80, add: 2 },
        { below: 30, add: -2 },
      ],
    },
  ],
  ['backlog', { kind: 'backlog', reading: 'load', acceptableLatencySeconds: 100, processingSeconds: 1 }],
  ['provisioner', { kind: 'provisioner', reading: 'load', unitPerSecond: 200, asking: { by: 'rate', target: 0.5 } }],
];

/** How points come: what is lacking for good, and how long after their period's end the others come, seconds. */
export interface Habit {
  readonly isLost: (period: number) => boolean;
  readonly lateSeconds: (period: number) => number;
}

export interface Life {
  readonly policy: Policy;
  readonly habit: Habit;
  readonly stepSeconds: number;
  readonly holdSeconds: number;
  /** Whether a metric stands beside it that is always reported, and in time. */
  readonly witness: boolean;
  readonly demandAt: (minute: number) => number;
  /** Minutes, the last left out, in which its sources go on telling what they told in the first; left out where there are none. */
  readonly frozen?: readonly [from: number, until: number];
  /** Where its metrics are; left out for a namespace of the user's own. */
  readonly namespace?: string;
}

export interface Look {
  readonly observation: Observation;
  readonly asked: number;
  readonly told: readonly string[];
}

/** Looks for so many minutes, through the reading of sources as it is. */
export async function live(life: Life, minutes: number): Promise<Look[]> {
  const { policy, habit, stepSeconds, holdSeconds, witness, demandAt } = life;
  const { frozen: [frozenFrom, frozenUntil] = [0, 0], namespace = 'Shop' } = life;
  const beside = { namespace, metricName: 'Up', stat: 'Sum' };
  const metric = { kind: 'cloudwatch', namespace, stat: 'Average', witness: witness ? beside : null } as const;
  const config = aScalable({
    bounds: { min: 1, max: 40 },
    readings: {
      load: { parts: [{ ...metric, metricName: 'Load' }] },
      cpu: { parts: [{ ...metric, metricName: 'Cpu' }], unit: 'percent' },
    },
    policies: [policy],
    scaleIn: { holdSeconds },
  });
  const looks: Look[] = [];
  let [asked, kept, nowMs]: [number, Kept | null, number] = [10, null, noonMs];
  const unitsAt = new Map<number, number>();
  const points = (fromMs: number, toMs: number, tell: (minute: number) => number): Point[] => {
    const all: Point[] = [];
    for (let atMs = fromMs; atMs < toMs; atMs += minuteMs) {
      const minute = (atMs - noonMs) / minuteMs;
      const comesMs = atMs + minuteMs + habit.lateSeconds(minute) * 1000;
      if (!habit.isLost(minute) && comesMs <= nowMs) all.push({ atMs, value: tell(minute) });
    }
    return all;
  };
  const inTime = (fromMs: number, toMs: number): Point[] => {
    const periods = Math.max(0, Math.ceil((Math.min(toMs, nowMs - minuteMs + 1) - fromMs) / minuteMs));
    return Array.from({ length: periods }, (_, index) => ({ atMs: fromMs + index * minuteMs, value: 1 }));
  };
  const source: Source = {
    read: async (part, fromMs, toMs) => {
      const { metricName } = part as SourceConfig<'cloudwatch'>;
      const tell = (minute: number) => {
        const measured = minute >= frozenFrom && minute < frozenUntil ? frozenFrom : minute;
        const demand = demandAt(measured);
        return metricName === 'Load' ? demand : (demand / 100 / (unitsAt.get(measured) ?? 10)) * 50;
      };
      const told = { points: points(fromMs, toMs, tell), trouble: null };
      return { metric: told, witness: witness ? { points: inTime(fromMs, toMs), trouble: null } : null };
    },
  };
  const { observe } = scaling({
    settings: { scalable: async () => config, overrides: async () => [] },
    target: {
      capacity: async () => aCapacity({ asked }),
      setCapacity: async (_, __: Desired) => ({ is: 'applied', because: null }),
    },
    source,
    alarms: { state: async () => null },
  });
  for (let second = 5; second < minutes * 60; second += stepSeconds) {
    nowMs = noonMs + second * 1000;
    const memory: Memory<Kept> = { ...aMemory(), kept, lookedAtMs: nowMs - stepSeconds * 1000 };
    const observation = await observe('checkout/web', memory, nowMs);
    const decision = decide(observation);
    [kept, asked] = [decision.keep, decision.change?.units ?? asked];
    for (let minute = Math.floor(second / 60); minute * 60 < second + stepSeconds; minute++) unitsAt.set(minute, asked);
    looks.push({ observation, asked, told: decision.reasons.map(({ because }) => because.says) });
  }
  return looks;
}

export const seeded = (seed: number) => (period: number) => {
  const mixed = Math.sin((period + 1) * 12.9898 + seed * 78.233) * 43758.5453;
  return mixed - Math.floor(mixed);
};
