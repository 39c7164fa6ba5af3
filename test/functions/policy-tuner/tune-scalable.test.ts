import { beforeAll, describe, expect, it } from 'vitest';
import { choiceSchema, firstAsking, firstPoolAsking } from '../../../core/scaling/config/choice.ts';
import type { ScalableInput } from '../../../core/scaling/config/scalable.ts';
import { tellTuning } from '../../../core/scaling/tell-tuning.ts';
import { tuneScalable } from '../../../functions/policy-tuner/tune-scalable.ts';
import { aPart, aScalable } from '../../fixtures.ts';
import { dayMs, incumbent, nightMs, tunedInput, tuningWorld, whatHappened } from './recorded-scalable.ts';

const scalable = 'checkout/web';
const longAgoMs = nightMs - 30 * dayMs;

describe('tuning a scalable', () => {
  const world = tuningWorld({ sinceMs: longAgoMs });
  let tuned: Awaited<ReturnType<typeof tuneScalable>>;
  beforeAll(async () => {
    tuned = await tuneScalable({ scalable, dryRun: false }, world);
  });

  it('switches to somebody cheaper once the replay of the incumbent gives what is on record', () => {
    const { tuning } = tuned;
    expect(tuning).toMatchObject({ switched: true, days: 5, choice: { sinceMs: nightMs } });
    const check = tuning?.check;
    expect(Math.abs((check?.replayedCostRatio ?? 0) - (check?.recordedCostRatio ?? 1))).toBeLessThan(0.01);
    const [chosen] = tuning?.table.filter(({ is }) => is === 'chosen') ?? [];
    const [incumbent] = tuning?.table.filter(({ is }) => is === 'incumbent') ?? [];
    expect(chosen?.costRatio).toBeLessThan(incumbent?.costRatio ?? 0);
    expect(chosen?.violationPercent).toBeLessThanOrEqual(0.5);
    expect(tuning?.because).toMatch(/takes over from rate \(target 0.6, hold 20 min\)/);
  });

  it('stores the choice and tells the bus', () => {
    const { tuning } = tuned;
    expect(world.stored).toEqual([tuning]);
    expect(tellTuning(tuned).news).toMatchObject({ title: 'Policy Tuned', detail: { scalable: 'checkout/web' } });
    expect(JSON.parse(JSON.stringify(tuning))).toStrictEqual(tuning);
  });

  it('changes nothing in a dry run, and answers the same table', async () => {
    const untouched = tuningWorld({ sinceMs: longAgoMs });
    const rehearsed = await tuneScalable({ scalable, dryRun: true }, untouched);
    expect(tellTuning(rehearsed).news).toBeNull();
    expect([untouched.stored, untouched.storedDays]).toEqual([[], []]);
    expect(rehearsed.tuning).toEqual(tuned.tuning);
  });

  it.each([
    ['costs 2 % less than what ran', (units: number, minute: number) => (minute % 2 === 0 ? units : units * 1.05)],
    ['violates less than what ran', (units: number, minute: number) => (minute % 400 === 0 ? 1 : units)],
  ])('refuses, saying so, where the replay %s', async (_, ran) => {
    const happened = whatHappened(5);
    const world = tuningWorld({ sinceMs: longAgoMs, happened: { ...happened, running: happened.running.map(ran) } });
    const tuned = await tuneScalable({ scalable, dryRun: false }, world);
    const { tuning } = tuned;
    expect(tuning).toMatchObject({
      switched: false,
      choice: { ...incumbent, sinceMs: longAgoMs },
    });
    expect(tuning?.because).toMatch(/refused: the replay of the incumbent gives .* are on record/);
    expect(tellTuning(tuned).news).not.toBeNull();
  });

  describe('beside a warm pool', () => {
    const input: Partial<ScalableInput> = { leadSeconds: 900, warmPool: { price: 0.02 } };
    const config = aScalable({ ...tunedInput, ...input });
    const asking = { by: 'rate', target: 0.5 } as const;
    const choice = { asking, holdSeconds: 60, pool: firstPoolAsking };
    const happened = whatHappened(3, config, undefined, [], choice);

    it('chooses how both are asked for, once the replay of the incumbent gives what is on record', async () => {
      const world = tuningWorld({ input, happened, choice, sinceMs: longAgoMs });
      const { tuning } = await tuneScalable({ scalable, dryRun: false }, world);
      expect(tuning?.because).toMatch(/takes over from rate beside a pool \(target 0.5.*pool target 0.6/);
      expect(tuning?.choice.pool).toMatchObject({ asking: { by: 'rate' } });
      const { data } = choiceSchema.safeParse(JSON.parse(JSON.stringify(tuning?.choice)));
      expect(data).toEqual(tuning?.choice);
    });

    it('fills none where what is prepared costs as much as what runs', async () => {
      const dear = { ...input, warmPool: { price: 1 } };
      const world = tuningWorld({ input: dear, happened, choice, sinceMs: longAgoMs });
      const { tuning } = await tuneScalable({ scalable, dryRun: true }, world);
      expect(tuning?.choice.pool).toBeNull();
    });

    it('chooses as without one where it is given up', async () => {
      const world = tuningWorld({ input, happened, sinceMs: null, hasGivenUp: true });
      const { tuning } = await tuneScalable({ scalable, dryRun: true }, world);
      expect(tuning?.choice).not.toHaveProperty('pool');
    });
  });

  it('waits where the incumbent has not been in charge for half a day on record', async () => {
    const { tuning } = await tuneScalable(
      { scalable, dryRun: false },
      tuningWorld({ sinceMs: nightMs - 4 * 3_600_000 }),
    );
    expect(tuning).toMatchObject({ switched: false, check: null });
    expect(tuning?.because).toContain('has not been in charge for half a day');
  });

  it('replays an incumbent that was learning what a unit serves as it learned, not by what is known since', async () => {
    const input: Partial<ScalableInput> = {
      policies: [{ kind: 'tuned', reading: 'demand', unitPerSecond: null, strain: { utilisation: 'busy' } }],
      readings: { ...tunedInput.readings, busy: { parts: [{ ...aPart, metricName: 'Busy' }], unit: 'share' } },
    };
    const config = aScalable({ ...tunedInput, ...input });
    const happened = whatHappened(5, config, undefined, [], firstAsking);
    const world = tuningWorld({ input, happened, choice: firstAsking, unitPerSecond: 80, sinceMs: longAgoMs });
    const { tuning } = await tuneScalable({ scalable, dryRun: true }, world);
    expect(tuning?.check?.replayedCostRatio).toBeCloseTo(tuning?.check?.recordedCostRatio ?? 0, 3);
    expect(tuning?.because).not.toContain('refused');
  });

  it('puts the first policy in charge on the first night, and nobody in its place', async () => {
    const { tuning } = await tuneScalable({ scalable, dryRun: false }, tuningWorld({ sinceMs: null }));
    expect(tuning).toMatchObject({
      switched: false,
      choice: { ...firstAsking, sinceMs: nightMs },
    });
  });

  it('advises at once where the scalable only recommends: nothing is switched by it', async () => {
    const world = tuningWorld({ input: { mode: 'recommend' }, sinceMs: longAgoMs });
    expect((await tuneScalable({ scalable, dryRun: false }, world)).tuning).toMatchObject({
      switched: true,
      check: null,
    });
  });

  it('fetches each day from CloudWatch once, and keeps it', async () => {
    expect(world.storedDays.map(({ day }) => day)).toEqual([
      '2026-03-02',
      '2026-03-03',
      '2026-03-04',
      '2026-03-05',
      '2026-03-06',
    ]);
    const nothing = { startMs: nightMs, perSecond: [], running: [] };
    const deaf = { ...world, source: tuningWorld({ happened: nothing }).source };
    expect((await tuneScalable({ scalable, dryRun: true }, deaf)).tuning?.days).toBe(5);
    expect(world.storedDays).toHaveLength(5);
  });

  it('replays launches as they were measured, slow ones too, and not as the config has them', async () => {
    const leads = [60, 60, 60, 60, 60, 60, 60, 900];
    const happened = whatHappened(5, undefined, undefined, leads);
    const night = { sinceMs: longAgoMs, happened };
    const told = await tuneScalable({ scalable, dryRun: true }, tuningWorld({ ...night, leads }));
    expect(told.tuning).toMatchObject({ switched: true });
    const even = await tuneScalable({ scalable, dryRun: true }, tuningWorld(night));
    const most = (one: typeof told) => Math.max(...(one.tuning?.table ?? []).map((row) => row.violationPercent));
    expect(most(told)).toBeGreaterThan(most(even));
  });

  it('says that nothing is on record yet', async () => {
    const world = tuningWorld({ happened: { startMs: nightMs, perSecond: [], running: [] } });
    const answer = await tuneScalable({ scalable, dryRun: false }, world);
    expect(answer).toMatchObject({ tuning: null, because: 'no whole day of its demand is on record yet' });
    expect(world.stored).toEqual([]);
  });

  it('refuses what is not configured, and what has nothing to choose', async () => {
    await expect(tuneScalable({ scalable: 'other', dryRun: true }, tuningWorld())).rejects.toThrow(
      'no scalable "other"',
    );
    const policies = [{ kind: 'target-tracking', reading: 'demand', of: 'demand', target: 50 }] as const;
    const world = tuningWorld({ input: { ...tunedInput, policies: [...policies] } });
    await expect(tuneScalable({ scalable, dryRun: true }, world)).rejects.toThrow('no policy of the kind tuned');
  });
});
