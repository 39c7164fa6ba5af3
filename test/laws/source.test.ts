import { describe, expect, test } from 'vitest';
import { reading } from '../../core/readings/reading-config.ts';
import {
  adds,
  holdsLast,
  inHandOf,
  isSparse,
  keptPeriodSeconds,
  nameOfPart,
  sourceKinds,
  speaksOfPart,
  unitOfPart,
  wakes,
  zeroIsTold,
} from '../../core/readings/source-kinds.ts';
import { units } from '../../core/readings/unit.ts';
import { metricOf } from '../../lib/sources/catalogue.ts';
import { awsError, denied, throttled } from '../adapters/aws-error.ts';
import { rigsOf } from './rigs-of.ts';
import type { SourceRigs } from './source-rig.ts';

/** What each kind is tried with: a file of its name in `test/laws/sources`. */
const rigs = await rigsOf<SourceRigs>('test/laws/sources', Object.keys(sourceKinds));

const minuteMs = 60_000;
const toMs = Date.parse('2026-11-20T12:00:00Z');
const fromMs = toMs - 10 * minuteMs;

describe.each(rigs)('a source of the kind %s', (kind, { rig: makeRig }) => {
  function setUp(leftMs = 5000) {
    const rig = makeRig();
    const open = (ms: number) => rig.open({ account: null, leftMs: () => ms, nowMs: () => toMs + 30_000 });
    return { rig, open, source: open(leftMs) };
  }

  test('tells the points from the beginning of a range up to its end, which it leaves out', async () => {
    const { rig, source } = setUp();
    rig.put('m', [
      [fromMs - minuteMs, 1],
      [fromMs, 2],
      [toMs - minuteMs, 3],
      [toMs, 4],
    ]);
    const { metric, witness } = await source.read(rig.part('m'), fromMs, toMs);
    expect(metric.points.map(({ value }) => value).sort()).toEqual([2, 3]);
    expect(metric.trouble).toBeNull();
    expect(witness).toBeNull();
  });

  test('tells nothing of what has no points, and that is not trouble', async () => {
    const { rig, source } = setUp();
    expect(await source.read(rig.part('m'), fromMs, toMs)).toEqual({
      metric: { points: [], trouble: null },
      witness: null,
    });
  });

  test('tells the witness beside the metric where a part has one, and none elsewhere', async () => {
    const { rig, source } = setUp();
    rig.put('w', [[fromMs, 1]]);
    const part = rig.part('m', 'w');
    const { metric, witness } = await source.read(part, fromMs, toMs);
    expect(metric).toEqual({ points: [], trouble: null });
    const told = { points: [{ atMs: fromMs, value: 1 }], trouble: null };
    expect(witness).toEqual(isSparse(part) ? told : null);
  });

  test('tells stale points with the time that they are of, and never makes any up', async () => {
    const { rig, source } = setUp();
    rig.put('m', [[fromMs, 7]]);
    expect((await source.read(rig.part('m'), fromMs, toMs)).metric.points).toEqual([{ atMs: fromMs, value: 7 }]);
  });

  test('sees a point that comes late at the next read', async () => {
    const { rig, source } = setUp();
    expect((await source.read(rig.part('m'), fromMs, toMs)).metric.points).toEqual([]);
    rig.put('m', [[fromMs, 7]]);
    expect((await source.read(rig.part('m'), fromMs, toMs)).metric.points).toHaveLength(1);
  });

  test('keeps negative, huge and fractional numbers as they are', async () => {
    const { rig, source } = setUp();
    const values = [-5, 1e300, 0.1, 0];
    rig.put(
      'm',
      values.map((value, index) => [fromMs + index * minuteMs, value] as const),
    );
    const { metric } = await source.read(rig.part('m'), fromMs, toMs);
    expect(metric.points.map(({ value }) => value)).toEqual(values);
  });

  test.each([
    ['throttled', throttled()],
    ['broken', awsError('InternalServiceFault', 'oops', 500)],
    ['forbidden', denied()],
    ['cut off', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
  ])('never rejects: a call that is %s is trouble, without an account number', async (_, trouble) => {
    const { rig, source } = setUp();
    rig.service.troubles = [trouble];
    const { metric } = await source.read(rig.part('m'), fromMs, toMs);
    expect(metric.points).toEqual([]);
    expect(metric.trouble).toContain(trouble.name);
    expect(metric.trouble).not.toContain('111122223333');
    expect((await source.read(rig.part('m'), fromMs, toMs)).metric.trouble).toBeNull();
  });

  test('gives up when the time for reading is over', async () => {
    const { rig, open, source } = setUp(30);
    rig.service.troubles = ['hang'];
    expect((await source.read(rig.part('m'), fromMs, toMs)).metric.trouble).toContain('no answer within 30 ms');
    expect((await open(0).read(rig.part('m'), fromMs, toMs)).metric.trouble).toContain('no time is left');
  });

  test('reads what is asked for in one tick once, in as few calls as its service takes', async () => {
    const { rig, source } = setUp();
    await Promise.all(['a', 'b', 'c', 'a'].map((name) => source.read(rig.part(name, 'w'), fromMs, toMs)));
    const different = isSparse(rig.part('a', 'w')) ? 4 : 3;
    expect(rig.service.calls).toHaveLength(Math.ceil(different / rig.readsPerCall));
  });

  test('answers in plain data: what is written to an entry is read again the same', async () => {
    const { rig, source } = setUp();
    rig.put('m', [[fromMs, 7]]);
    const told = await source.read(rig.part('m', 'w'), fromMs, toMs);
    expect(JSON.parse(JSON.stringify(told))).toStrictEqual(told);
  });

  test('asks for periods as long as the part says, and tells points that begin with one', async () => {
    const { rig, source } = setUp();
    const fiveMinutesMs = 5 * minuteMs;
    rig.put('m', [
      [fromMs, 7],
      [fromMs + fiveMinutesMs, 8],
    ]);
    const part = { ...rig.part('m'), periodSeconds: 300 };
    const { metric } = await source.read(part, fromMs, toMs);
    expect(rig.askedSeconds()).toEqual([300]);
    expect(metric.points).toHaveLength(2);
    expect(metric.points.every(({ atMs }) => atMs % fiveMinutesMs === 0)).toBe(true);
  });

  test('has a part that is read from JSON as it is', () => {
    const part = makeRig().part('m', 'w');
    const parsed = reading.parse({ parts: [part] });
    expect(parsed.parts).toEqual([part]);
    expect(reading.parse(JSON.parse(JSON.stringify(parsed)))).toStrictEqual(parsed);
  });

  test('keeps the contract: a name, a unit or null, periods that are no shorter than its own', () => {
    const part = makeRig().part('m');
    expect(nameOfPart(part)).not.toBe('');
    expect([...units, null]).toContain(unitOfPart(part));
    expect(typeof adds(part)).toBe('boolean');
    for (const agoMs of [0, 20 * 86_400_000, 400 * 86_400_000]) {
      expect(keptPeriodSeconds(part, agoMs)).toBeGreaterThanOrEqual(part.periodSeconds);
      expect(keptPeriodSeconds({ ...part, periodSeconds: 7200 }, agoMs)).toBeGreaterThanOrEqual(7200);
    }
  });

  test('says what is in hand by a part of its own kind, in the same periods, or not at all', () => {
    const part = makeRig().part('m');
    const inHand = inHandOf(part);
    if (inHand !== null) expect(inHand).toMatchObject({ kind, periodSeconds: part.periodSeconds });
    expect([true, false, null]).toContain(speaksOfPart(part));
    expect(typeof zeroIsTold(part)).toBe('boolean');
    expect(typeof holdsLast(part)).toBe('boolean');
  });

  test('is watched by an alarm just where it says that it wakes', () => {
    const part = makeRig().part('m');
    expect(metricOf(part) !== null).toBe(wakes(part));
  });
});
