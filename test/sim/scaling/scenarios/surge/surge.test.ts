import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadingInput } from '../../../../../core/readings/reading-config.ts';
import type { ScalableInput } from '../../../../../core/scaling/config/scalable.ts';
import { type Fleet, histories } from './histories.ts';
import { deployed, type Played, play, type Scene } from './play.ts';

type Policy = ScalableInput['policies'][number];

const aMetric = (metricName: string, more: Partial<ReadingInput> = {}): Mutable<ReadingInput> => ({
  parts: [{ kind: 'cloudwatch', namespace: 'Shop', metricName, stat: 'Average' }],
  ...more,
});
type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
const readings = {
  cpu: aMetric('Busy', { unit: 'percent' }),
  share: aMetric('Busy', { scale: 0.01, unit: 'share' }),
  requests: aMetric('Requests'),
};
const running = aMetric('Running');

/** Every kind that multiplies by units, at ten of them for 600 a second, with 100 a unit at the most. */
const multiplying: Readonly<Record<string, Policy>> = {
  'target-tracking': { kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: 60 },
  step: {
    kind: 'step',
    reading: 'cpu',
    steps: [
      { from: 75, addPercent: 60 },
      { below: 35, addPercent: -50 },
    ],
  },
  provisioner: {
    kind: 'provisioner',
    reading: 'requests',
    unitPerSecond: 100,
    strain: { utilisation: 'share' },
    asking: { by: 'rate', target: 0.6 },
    holdSeconds: 0,
  },
};
const demanding: Readonly<Record<string, Policy>> = {
  'target-tracking': { kind: 'target-tracking', reading: 'requests', of: 'demand', target: 60 },
  backlog: { kind: 'backlog', reading: 'requests', acceptableLatencySeconds: 60, processingSeconds: 1 },
};

const anyHistory = fc.constantFrom(...Object.keys(histories));
const aScene = (policy: Policy, metric: Scene['metric'], minutes: number, names = anyHistory): fc.Arbitrary<Scene> =>
  fc
    .record({
      target: fc.constantFrom(...deployed),
      name: names,
      length: fc.integer({ min: 11, max: 50 }),
      share: fc.constantFrom(0.1, 0.25, 0.5, 1),
      lead: fc.integer({ min: 1, max: 2 }),
      lateSeconds: fc.constantFrom(0, 45),
      withRunning: fc.boolean(),
    })
    .map(({ name, withRunning, ...rest }) => {
      const history = histories[name];
      if (history === undefined) throw new Error(name);
      const read = withRunning ? { ...readings, running } : readings;
      return {
        ...rest,
        history,
        metric,
        minutes: rest.length + minutes,
        config: { policies: [policy], readings: read },
      };
    });

const holds = (scene: fc.Arbitrary<Scene>, law: (played: readonly Played[], scene: Scene) => void) =>
  fc.assert(
    fc.asyncProperty(scene, async (one) => law(await play(one), one)),
    { numRuns: 40 },
  );

/** Load that the units that carry share; what changes does ten minutes into the deployment. */
const shared =
  (factor: number): Scene['metric'] =>
  (name, { carrying }, minute) => {
    const perSecond = 600 * (minute >= 10 ? factor : 1);
    return name === 'Requests' ? perSecond : perSecond / Math.max(1, carrying);
  };

/** The units that a minute proves to be needed when 960 a second came to those that carried it. */
function provenBy(kind: string, { carrying, running: ran }: Fleet): number {
  // Units that can do no more, or could not a moment ago, prove half as much again as when all was calm.
  if (kind === 'provisioner') return 15;
  const ofTen = ((960 / carrying) * Math.min(10, ran)) / 10;
  if (kind === 'step') return ofTen >= 75 ? 16 : 10;
  return Math.min(16, Math.ceil((ofTen * 10) / 60 - 1e-9));
}

const ofEachUnit: Scene['metric'] = (name) => (name === 'Requests' ? 600 : 60);

describe.each(Object.entries(multiplying))('a deployment under %s', (kind, policy) => {
  test('changes nothing where the load of each unit stays the same', async () => {
    await holds(aScene(policy, ofEachUnit, 15), (played) => {
      expect(new Set(played.map(({ asked }) => asked))).toEqual(new Set([10]));
    });
  });

  test('changes nothing where the load stays the same and all that run share it', async () => {
    await holds(aScene(policy, shared(1), 15), (played) => {
      expect(new Set(played.map(({ asked }) => asked))).toEqual(new Set([10]));
    });
  });

  test('changes nothing where each unit is busy a little by itself, and shares the rest', async () => {
    const idle: Scene['metric'] = (name, { carrying }) => (name === 'Requests' ? 600 : 20 + 400 / carrying);
    await holds(aScene(policy, idle, 15), (played) => {
      expect(new Set(played.map(({ asked }) => asked))).toEqual(new Set([10]));
    });
  });

  test('asks for what is needed within two looks of the readings that prove it, and for no more', async () => {
    await holds(aScene(policy, shared(1.6), 20), (played, { lateSeconds, length, history }) => {
      const looks = lateSeconds > 0 ? 3 : 2;
      const surelySeen = (history.ends ? length : 10) + 5;
      for (const { minute, asked, fleet } of played.slice(10)) {
        expect(asked).toBeLessThanOrEqual(16);
        expect(played[minute + looks]?.asked ?? 16).toBeGreaterThanOrEqual(provenBy(kind, fleet));
        if (minute >= surelySeen) expect(asked).toBe(16);
      }
    });
  });

  test('goes down within one hold of its end where half is needed', async () => {
    const ending = fc.constantFrom(...Object.keys(histories).filter((name) => histories[name]?.ends));
    await holds(aScene(policy, shared(0.5), 20, ending), (played, { length }) => {
      const afterHold = played.find(({ minute }) => minute === length + 5 + 4);
      // A provisioner leaves one unit more rather than change by one.
      expect(afterHold?.asked).toBeLessThanOrEqual(kind === 'provisioner' ? 6 : 5);
      for (const { asked } of played) expect(asked).toBeGreaterThanOrEqual(5);
    });
  });
});

/** The units that suffice for 300 a second where the ten that carry it may be as many more by this share. */
function provenToSuffice(policy: Policy, share: number): number {
  if (!('reading' in policy) || policy.reading === 'requests') return 5;
  const most = 30 * (1 + share);
  return policy.kind === 'step' ? (most < 35 ? 5 : 10) : Math.ceil((10 * most) / 60);
}

/** Minutes that scale-in waits for a deployment that does not end. */
const patience = 20;
const impatient = (scenes: fc.Arbitrary<Scene>): fc.Arbitrary<Scene> =>
  scenes.map((scene) => {
    const scaleIn = { holdSeconds: 300, deploymentPatienceSeconds: patience * 60 };
    return { ...scene, minutes: patience + 30, config: { ...scene.config, scaleIn } };
  });

describe.each(Object.entries({ ...multiplying, ...demanding }))(
  'a deployment that never ends, under %s',
  (kind, policy) => {
    test('is waited for as long as its patience lasts; within one hold of it half of the load takes away what the readings prove', async () => {
      await holds(impatient(aScene(policy, shared(0.5), 0, fc.constant('stuck'))), (played, { target, share }) => {
        const proven = provenToSuffice(policy, share);
        const before = played.filter(({ minute }) => minute < patience).map(({ asked }) => asked);
        if (target === 'ecs-service') expect(new Set(before)).toEqual(new Set([10]));
        expect(played[patience + 5 + 3]?.asked).toBeLessThanOrEqual(proven + (kind === 'provisioner' ? 1 : 0));
        for (const { asked } of played) expect(asked).toBeGreaterThanOrEqual(5);
      });
    });
  },
);

describe.each(Object.entries(demanding))('a deployment under %s of a demand', (_, policy) => {
  test('is no matter: what is needed is asked for at once', async () => {
    await holds(aScene(policy, shared(1.6), 5), (played, { lateSeconds }) => {
      const seen = 10 + 1 + (lateSeconds > 0 ? 1 : 0);
      for (const { minute, asked } of played) expect(asked).toBe(minute < seen ? 10 : 16);
    });
  });
});
