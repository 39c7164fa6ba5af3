import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deploymentMetrics } from '../../../adapters/sinks/emf/deployment-metrics.ts';
import { emf } from '../../../adapters/sinks/emf/emf.ts';
import { maskedLog } from '../../../adapters/sinks/emf/masked-log.ts';
import type { Sink } from '../../../core/looking/sink.ts';
import { scalingReport } from '../../../core/scaling/report.ts';
import { invoke } from '../../../functions/front-door.ts';
import { looks as lookingAt } from '../../../functions/looks.ts';
import { hears } from '../../../functions/resource-allocator/roster.ts';
import { accountNumber } from '../../account-number.ts';
import { noonMs } from '../../fixtures.ts';
import { type FakeWorld, type FakeWorldOptions, fakeWorld } from './fake-world.ts';
import { aContext, alarm, queued, tick } from './queue-events.ts';

const named = (count: number) => Array.from({ length: count }, (_, index) => `shop/s${index}`);

describe('one invocation', () => {
  let lines: string[];
  /** Whose changes were told on the event bus. */
  const published: string[] = [];

  beforeEach(() => {
    lines = [];
    const keep = (text: string | Uint8Array) => lines.push(...String(text).split('\n').filter(Boolean)) > 0;
    vi.spyOn(process.stdout, 'write').mockImplementation(keep);
    vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  async function run(
    event: unknown,
    options: FakeWorldOptions,
  ): Promise<{ answer: unknown; world: FakeWorld; metrics: Record<string, unknown> }> {
    const world = fakeWorld(options);
    const metrics = deploymentMetrics('headroom');
    const log = maskedLog('resource-allocator');
    const invocation = async () => world.looking;
    published.length = 0;
    const bus: Sink = {
      tell: ({ line, news }) => void (news !== null && published.push(String(line.subject))),
      count: () => {},
      flush: async () => {},
    };
    const door = lookingAt({ hears, sinks: [emf(log, metrics), bus], report: scalingReport, invocation });
    const answer = await invoke(event, aContext(), new AbortController().signal, door);
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    const told = lines.map((line) => JSON.parse(line)).filter((line) => '_aws' in line);
    return { answer, world, metrics: told.at(-1) };
  }
  const looks = () => lines.map((line) => JSON.parse(line)).filter((line) => 'outcome' in line);

  it('looks once at each of a hundred scalables when a hundred alarms come at once', async () => {
    const scalables = named(100);
    const event = queued(...scalables.map((scalable) => alarm(`headroom/${scalable}`)));
    const { answer, world, metrics } = await run(event, { scalables });
    expect(answer).toEqual({ batchItemFailures: [] });
    expect([...world.observed.values()]).toEqual(scalables.map(() => 1));
    expect(world.asked.size).toBe(100);
    expect(metrics).toMatchObject({ Looks: 100, Changes: 100, Failures: 0 });
  });

  it('looks once at a scalable that alarm, person and tick all ask for, and lets the alarm stand for all', async () => {
    const event = queued(
      tick,
      { scalable: 'shop/s0' },
      alarm('headroom/shop/s0', 'OK'),
      alarm('wake/shop/s0'),
      alarm('headroom/shop/s0'),
    );
    const { world } = await run(event, { scalables: named(2), watching: ['shop/s0'] });
    expect(world.observed.get('shop/s0')).toBe(1);
    expect(looks()).toMatchObject([{ subject: 'shop/s0', signal: 'alarm', correlation_id: 'event of wake/shop/s0' }]);
  });

  it('looks at what is watched when a tick comes, and at everything at the tick that is due for it', async () => {
    const between = await run(queued(tick), { scalables: named(5), watching: ['shop/s3'] });
    expect([...between.world.observed.keys()]).toEqual(['shop/s3']);
    expect(between.metrics).toMatchObject({ Looks: 1 });
    expect(lines.join()).not.toContain('FullLooks');
    const due = await run(queued(tick), { scalables: named(5), isFullLook: true });
    expect([...due.world.observed.keys()].sort()).toEqual(named(5));
    expect(due.metrics).toMatchObject({ Looks: 5 });
    expect(lines.filter((line) => line.includes('"FullLooks":1'))).toHaveLength(1);
  });

  it('claims the full look once, however many ticks come together', async () => {
    const { world } = await run(queued(tick, tick, tick), { scalables: named(2), isFullLook: true });
    expect(world.claims).toHaveLength(1);
    expect([...world.observed.values()]).toEqual([1, 1]);
  });

  it('looks at everything when an alarm comes that names no scalable of ours', async () => {
    const { world } = await run(queued(alarm('database-on-fire')), { scalables: named(3) });
    expect(world.observed.size).toBe(3);
  });

  it('looks at everything when load is shifted between zones, and reads anew which zones they are, once', async () => {
    const shift = {
      source: 'aws.arc-zonal-shift',
      'detail-type': 'Autoshift In Progress',
      detail: { metadata: { awayFrom: 'euc1-az2' } },
    };
    let told = 0;
    const onShift = () => void told++;
    // An alarm of the same scalable stands for the event, and must not hide it.
    const { world } = await run(queued(shift, alarm('headroom/shop/s0')), { scalables: named(3), onShift });
    expect([world.observed.size, told]).toEqual([3, 1]);
    await run(queued(tick), { scalables: named(3), isFullLook: true, onShift });
    expect(told).toBe(1);
  });

  it('reports the messages whose looks failed and those that cannot be understood, and serves the others', async () => {
    const event = queued(
      alarm('headroom/shop/s0'),
      'no json',
      alarm('headroom/shop/s1'),
      { some: 'thing' },
      alarm('headroom/shop/s2'),
    );
    const { answer, world, metrics } = await run(event, { scalables: named(3), broken: ['shop/s1'] });
    expect(answer).toEqual({ batchItemFailures: ['m1', 'm2', 'm3'].map((itemIdentifier) => ({ itemIdentifier })) });
    expect([...world.asked.keys()].sort()).toEqual(['shop/s0', 'shop/s2']);
    expect(metrics).toMatchObject({ Looks: 3, Changes: 2, Failures: 1 });
    expect(published.sort()).toEqual(['shop/s0', 'shop/s2']);
  });

  it('serves the others where the ledger fails for one scalable, and reports its message', async () => {
    const event = queued(...named(3).map((scalable) => alarm(`headroom/${scalable}`)));
    const { answer, world, metrics } = await run(event, { scalables: named(3), forgotten: ['shop/s1'] });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect([...world.asked.keys()].sort()).toEqual(['shop/s0', 'shop/s2']);
    expect(metrics).toMatchObject({ Looks: 3, Changes: 2, Failures: 1 });
    expect(looks()).toContainEqual(
      expect.objectContaining({ subject: 'shop/s1', outcome: 'failed', because: 'Error: the table is throttled' }),
    );
  });

  it('reports every message without failing as a whole where all of them are bad', async () => {
    const { answer } = await run(queued('no json', 'nor this'), { scalables: [] });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }, { itemIdentifier: 'm1' }] });
  });

  it('does not ask for a message again whose look was refused', async () => {
    const { answer, metrics } = await run(queued(alarm('headroom/shop/s0')), {
      scalables: named(1),
      refused: ['shop/s0'],
    });
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(metrics).toMatchObject({ Looks: 1, Failures: 0 });
  });

  it('counts, logs and publishes what has been refused for long, once, and nothing of a dry run', async () => {
    const refused = ['shop/gone'];
    const { world, metrics } = await run(queued(alarm('headroom/shop/gone')), { scalables: refused, refused });
    expect(metrics).toMatchObject({ Looks: 1, Refused: 1 });
    expect(published).toEqual(['shop/gone']);
    const [look, line] = lines.map((text) => JSON.parse(text)).filter(({ level }) => level === 'WARN');
    expect(look).toMatchObject({ outcome: 'refused' });
    expect(line).toMatchObject({ message: 'shop/gone: refused', trouble: 'refused', subject: 'shop/gone' });
    expect(line.remedy).toContain('headroom explain shop/gone');
    expect([...world.ledger.entries.values()]).toMatchObject([{ troubles: [{ kind: 'refused', toldAtMs: noonMs }] }]);
    const dry = await run({ scalable: 'shop/gone', dryRun: true }, { scalables: refused, refused });
    expect(published).toEqual([]);
    expect(dry.answer).toMatchObject({ entries: [{ troubles: [{ kind: 'refused' }] }] });
  });

  it('keeps nothing of names that nobody has configured, however many come, and tells who asked', async () => {
    const madeUp = Array.from({ length: 100 }, (_, index) => `shop/made-up-${index}`);
    const asked = queued(
      ...madeUp.flatMap((scalable) => [
        { scalable },
        { source: 'headroom', 'detail-type': 'Look Requested', detail: { scalable } },
        alarm(`headroom/${scalable}`),
        alarm(`wake/${scalable}`),
      ]),
    );
    const { answer, world } = await run(asked, { scalables: named(3), watching: madeUp });
    expect(new Set([...world.ledger.entries.values()].map(({ subject }) => subject))).toEqual(new Set(named(3)));
    expect([...world.observed.keys()].sort()).toEqual(named(3));
    // The alarms say that something is going on; what was asked for is told, and ends where misunderstood messages do.
    expect(answer).toMatchObject({ batchItemFailures: { length: 200 } });
    expect(lines.filter((line) => line.includes('no scalable \\"shop/made-up-7\\" is configured'))).toHaveLength(2);
  });

  it('tells a person who mistypes a name which ones may be meant', async () => {
    for (const dryRun of [true, false]) {
      const asked = run({ scalable: 'shpo/s1', dryRun }, { scalables: named(3) });
      await expect(asked).rejects.toThrow('event: no scalable "shpo/s1" is configured; did you mean shop/s1?');
    }
  });

  it('answers each dry run with what would be done, and changes nothing', async () => {
    const { answer, world } = await run({ scalable: 'shop/s0', dryRun: true }, { scalables: named(1) });
    expect(answer).toMatchObject({
      entries: [{ subject: 'shop/s0', decision: { desired: { units: 5 } }, outcome: { is: 'recommended' } }],
    });
    expect(world.asked.size + world.ledger.entries.size + world.ledger.memories.size).toBe(0);
  });

  it('keeps a dry run apart from a look that acts', async () => {
    const { world } = await run(queued({ scalable: 'shop/s0', dryRun: true }, alarm('headroom/shop/s0')), {
      scalables: named(1),
    });
    expect(looks().map(({ dryRun, outcome }) => [dryRun, outcome])).toEqual([
      [false, 'applied'],
      [true, 'recommended'],
    ]);
    expect(world.observed.get('shop/s0')).toBe(2);
  });

  it('rehearses everything at a dry tick without taking the full look away from the next', async () => {
    const { world } = await run({ ...tick, dryRun: true }, { scalables: named(3), isFullLook: true });
    expect(world.claims).toEqual([]);
    expect(world.observed.size).toBe(3);
    expect(world.asked.size).toBe(0);
  });

  it('tells a person who asks directly why there is no answer', async () => {
    await expect(run({ scalables: 'shop/s0' }, { scalables: named(1) })).rejects.toThrow('event: expected one of');
  });

  it('begins no more looks when its time is nearly over, and reports the messages that wait for them', async () => {
    const scalables = named(1200);
    const event = queued(alarm('headroom/shop/s0'), tick);
    const { answer, world, metrics } = await run(event, {
      scalables,
      isFullLook: true,
      hasTime: (chunks) => chunks < 2,
    });
    expect(world.observed.size).toBe(1000);
    expect(world.observed.get('shop/s0')).toBe(1);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(metrics).toMatchObject({ Looks: 1200, Failures: 200 });
  });

  it('counts for the deployment as a whole, in one EMF event', async () => {
    const scalables = named(300);
    const { metrics } = await run(queued(tick), { scalables, isFullLook: true });
    const { _aws, LookMilliseconds, ...rest } = metrics as {
      _aws: { CloudWatchMetrics: unknown[] };
      LookMilliseconds: number[];
    };
    const names = ['Looks', 'Changes', 'Failures', 'Superseded', 'DecisionAgeSeconds', 'LookMilliseconds'];
    expect(_aws.CloudWatchMetrics).toMatchObject([{ Namespace: 'Headroom', Dimensions: [['deployment']] }]);
    expect(_aws.CloudWatchMetrics).toMatchObject([{ Metrics: names.map((Name) => ({ Name })) }]);
    expect(rest).toMatchObject({ deployment: 'headroom', Looks: 300, DecisionAgeSeconds: 0 });
    expect(LookMilliseconds.length).toBeLessThanOrEqual(100);
    expect(lines.filter((line) => line.includes('_aws'))).toHaveLength(1);
  });

  it('writes a line for each look, with reason and correlation id, and no account number anywhere', async () => {
    await run(queued(alarm('headroom/shop/s0'), alarm('headroom/shop/s1')), {
      scalables: named(2),
      broken: ['shop/s1'],
    });
    expect(looks()).toMatchObject([
      {
        level: 'INFO',
        subject: 'shop/s0',
        outcome: 'applied',
        asked: 2,
        running: 2,
        desired: 5,
        correlation_id: 'event of headroom/shop/s0',
      },
      { level: 'ERROR', subject: 'shop/s1', outcome: 'failed' },
    ]);
    expect(looks()[0]).toMatchObject({ boundBy: 'schedule', reason: 'a window is open by the clock of UTC' });
    expect(looks()[1].because).toContain('is throttled');
    expect(lines.join('\n')).not.toMatch(accountNumber);
  });
});
