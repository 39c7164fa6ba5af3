import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryLedger } from '../../adapters/ledger/memory.ts';
import { targets, targetsOnAws } from '../../adapters/scaling/targets/catalogue.ts';
import { Counter } from '../../core/looking/count.ts';
import { tellTroubles, troubleCounts } from '../../core/looking/trouble.ts';
import type { Outcome } from '../../core/model/outcome.ts';
import type { Trouble } from '../../core/model/trouble.ts';
import { type TroubleKind, troubleKinds } from '../../core/model/trouble-kinds.ts';
import { run } from '../../core/pipeline.ts';
import type { ScalableInput } from '../../core/scaling/config/scalable.ts';
import { type TargetKind, targetKinds } from '../../core/scaling/config/target-kinds.ts';
import type { ScalingWorld } from '../../core/scaling/ports.ts';
import { scaling } from '../../core/scaling/scaling.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import { denied } from '../adapters/aws-error.ts';
import { aScalable, minuteMs, noonMs } from '../fixtures.ts';
import { rigsOf } from './rigs-of.ts';
import type { TargetRig } from './target-rig.ts';

const rigs = await rigsOf<{ rig(): TargetRig<TargetKind> }>('test/laws/targets', Object.keys(targetKinds));

/** A scalable of a target kind at two units, and what is to happen to it. */
class Life {
  readonly rig: TargetRig<TargetKind>;
  readonly entries: ScalingEntry[] = [];
  private readonly told: Trouble[] = [];
  /** Requests a minute, of which a unit carries 100. */
  demand = 500;
  /** What AWS makes of a change, where it is not what the fake does. */
  refuses: (() => void) | null = null;
  acting: ((units: number) => Outcome | Promise<Outcome>) | null = null;
  /** Whether units that are asked for run at once; else none of them ever does. */
  comes = true;
  /** Whether AWS tells of a change 20 seconds late. */
  lags = false;
  private changed = { atMs: 0, before: 0 };
  nowMs = noonMs;
  private readonly world: ScalingWorld;
  private readonly ledger = memoryLedger();
  private ids = 0;

  constructor(rig: TargetRig<TargetKind>, input: Partial<ScalableInput> = {}) {
    this.rig = rig;
    rig.make(['web']);
    const target = rig.config('web', { account: null, region: null });
    const config = aScalable({ scaleIn: { holdSeconds: 0 }, leadSeconds: 180, ...input, target });
    const made = targets({
      makers: { ...targetsOnAws(), [target.kind]: rig.maker([]) },
      account: null,
      leftMs: () => 5000,
      random: () => 0,
    });
    this.world = {
      settings: { scalable: async () => config, overrides: async () => [] },
      target: {
        capacity: async (of, lastAsked) => {
          if (this.comes) rig.settle?.();
          const capacity = await made.capacity(of, lastAsked);
          if (!this.comes) return capacity;
          const { atMs, before } = this.changed;
          const asked = this.lags && this.nowMs - atMs < 20_000 ? before : capacity.asked;
          return { ...capacity, asked, running: asked, inFlight: 0 };
        },
        setCapacity: async (of, desired, term) => {
          this.changed = { atMs: this.nowMs, before: (await made.capacity(of)).asked };
          this.refuses?.();
          return (await this.acting?.(desired.units)) ?? made.setCapacity(of, desired, term);
        },
      },
      source: {
        read: async (_, fromMs, toMs) => {
          const length = Math.ceil((toMs - fromMs) / minuteMs);
          const points = Array.from({ length }, (__, index) => ({
            atMs: fromMs + index * minuteMs,
            value: this.demand,
          }));
          return { metric: { points, trouble: null }, witness: null };
        },
      },
      alarms: { state: async () => null },
    };
  }

  /** What a stranger sets, by the same API. */
  async set(units: number): Promise<void> {
    const { world } = this;
    const { target } = await world.settings.scalable('checkout/web');
    this.rig.settle?.();
    const outcome = await targets({
      makers: { ...targetsOnAws(), [target.kind]: this.rig.maker([]) },
      account: null,
      leftMs: () => 5000,
      random: () => 0,
    }).setCapacity(target, { units }, { leftMs: () => 60_000 });
    expect(outcome.is).toBe('applied');
    this.rig.settle?.();
  }

  async look(afterMinutes = 1): Promise<ScalingEntry> {
    this.nowMs += afterMinutes * minuteMs;
    const spine = {
      ledger: this.ledger,
      clock: { nowMs: () => this.nowMs },
      newId: () => `${this.ids++}`,
      leaseMs: minuteMs,
    };
    const signal = { kind: 'tick', id: 't', atMs: null, dryRun: false } as const;
    const entry = await run(scaling(this.world), 'checkout/web', signal, spine);
    this.entries.push(entry);
    if ((await tellTroubles(entry)).length > 0) this.told.push(...(entry.troubles ?? []));
    return entry;
  }

  async looks(count: number, everyMinutes = 1): Promise<void> {
    for (let look = 0; look < count; look++) await this.look(everyMinutes);
  }

  /** The looks at which people were told of a trouble. */
  toldOf(kind: TroubleKind): readonly Trouble[] {
    return this.told.filter((trouble) => trouble.kind === kind);
  }
}

const ofLast = ({ entries }: Life, kind: TroubleKind) => entries.at(-1)?.troubles?.find((one) => one.kind === kind);

/** What ends in a refusal, look after look, and what mends it. */
const refusals: Readonly<Record<string, (life: Life) => () => void>> = {
  'no right to change it': (life) => {
    life.refuses = () => life.rig.service.troubles.push(denied());
    return () => {
      life.refuses = null;
    };
  },
  'a target that is gone': (life) => {
    life.rig.remove('web');
    return () => life.rig.make(['web']);
  },
  'a quota': (life) => {
    const says = 'the quota is reached';
    life.acting = () => ({ is: 'refused', because: { says } });
    return () => {
      life.acting = null;
    };
  },
};

describe.each(rigs)('of a target of the kind %s', (_, { rig }) => {
  describe.each(Object.entries(refusals))('what is refused by %s', (__, refuse) => {
    test.each([1, 5])(
      'is told once, after its patience, with looks each %i minutes, and over when it is mended',
      async (every) => {
        const life = new Life(rig());
        const mend = refuse(life);
        await life.looks(20, every);
        expect(life.entries.every(({ outcome }) => outcome?.is === 'refused')).toBe(true);
        const [told, ...more] = life.toldOf('refused');
        expect(more).toEqual([]);
        expect(told).toMatchObject({ sinceMs: life.entries[0]?.atMs });
        expect((told?.toldAtMs ?? 0) - (told?.sinceMs ?? 0)).toBe(troubleKinds.refused.afterSeconds * 1000);
        expect(ofLast(life, 'refused')?.because).toEqual(life.entries.at(-1)?.outcome?.because);
        mend();
        await life.look(every);
        expect(ofLast(life, 'refused')).toBeUndefined();
      },
    );
  });

  test('what was refused for a moment is told to nobody', async () => {
    const life = new Life(rig());
    const mend = refusals['a quota']?.(life);
    await life.looks(3);
    mend?.();
    await life.looks(30);
    expect(life.toldOf('refused')).toEqual([]);
  });

  test('more than it may have is told where it lasts, with what limits it', async () => {
    const life = new Life(rig(), { bounds: { min: 2, max: 3 } });
    await life.looks(60);
    expect(life.toldOf('wants-more')).toMatchObject([{ because: { units: 5, max: 3, limit: 'bounds.max' } }]);
  });

  test('units that never come are told, and hold scale-in no longer than a deployment would', async () => {
    const patience = { holdSeconds: 0, deploymentPatienceSeconds: 1800 };
    const life = new Life(rig(), { bounds: { min: 1, max: 8 }, scaleIn: patience });
    life.comes = false;
    await life.looks(20);
    expect(life.toldOf('capacity-missing')).toMatchObject([{ because: { running: 2 } }]);
    life.demand = 100;
    await life.looks(40);
    const { observation, decision } = life.entries.at(-1) ?? {};
    // What takes one change at a time can be asked for nothing before that one is done.
    const isHeld = decision?.reasons.some(({ by }) => by === 'rationed');
    expect(isHeld || observation?.capacity.asked === 1).toBe(true);
    expect(isHeld && observation?.capacity.rations === undefined).toBe(false);
  });

  test('what a stranger sets is a reason each time, and trouble when Headroom has changed it back three times', async () => {
    const life = new Life(rig());
    life.demand = 400;
    await life.looks(2);
    for (let times = 1; times <= 5; times++) {
      await life.set(6);
      const { decision, troubles = [] } = await life.look();
      expect(decision?.reasons).toContainEqual(
        expect.objectContaining({ by: 'others', because: expect.objectContaining({ units: 6 }) }),
      );
      expect(troubles.some(({ kind }) => kind === 'changed-by-others')).toBe(times >= 3);
    }
    expect(life.toldOf('changed-by-others')).toHaveLength(1);
    await life.looks(70);
    expect(ofLast(life, 'changed-by-others')).toBeUndefined();
  });

  test('whatever becomes of its own changes, and however late they are seen, Headroom takes none for a stranger’s', async () => {
    const outcomes = fc.constantFrom('applied', 'refused', 'failed', 'landed and failed');
    const days = fc.array(fc.tuple(outcomes, fc.integer({ min: 1, max: 9 }), fc.constantFrom(0.01, 1, 5)), {
      minLength: 5,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(days, fc.boolean(), async (day, lags) => {
        const life = new Life(rig());
        // What takes one change at a time tells of one at once, by its state.
        life.lags = lags && life.rig.settle === undefined;
        for (const [became, units, minutes] of day) {
          life.demand = units * 100;
          const outcome = life.lags ? 'applied' : became;
          life.acting =
            outcome === 'applied'
              ? null
              : async (asked) => {
                  if (outcome === 'landed and failed') await life.set(asked);
                  return { is: outcome === 'refused' ? 'refused' : 'failed', because: { says: 'no' } };
                };
          await life.look(minutes);
        }
        const said = life.entries.flatMap(({ decision }) => decision?.reasons ?? []);
        expect(said.filter(({ by }) => by === 'others')).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});

test('a deployment counts each kind by the subjects that have it, and sends nothing where nobody has', () => {
  const planned = {
    key: 'a',
    subject: 'a',
    signal: { kind: 'tick', id: 'i', atMs: null, dryRun: false } as const,
    awaitedBy: [],
  };
  const counted = (...all: (readonly Trouble[])[]) => {
    const counter = new Counter(troubleCounts);
    for (const troubles of all)
      counter.add({ planned, entry: { troubles } as unknown as ScalingEntry, milliseconds: 1 });
    return counter.counted(null).map(({ name, value }) => [name, value]);
  };
  const trouble = (kind: TroubleKind, toldAtMs: number | null): Trouble => ({
    kind,
    because: { says: 'x' },
    sinceMs: 1,
    toldAtMs,
  });
  expect(counted([], [trouble('refused', null)])).toEqual([]);
  expect(counted([trouble('refused', 2)], [trouble('refused', 3), trouble('degraded', 4)], [])).toEqual([
    ['Refused', 2],
    ['Degraded', 1],
  ]);
});
