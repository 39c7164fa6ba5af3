import { afterEach, describe, expect, test, vi } from 'vitest';
import { Refusal } from '../../core/model/errors.ts';
import type { Term } from '../../core/ports.ts';
import { cannotBecause } from '../../core/purging/cannot.ts';
import { cdnSchemas } from '../../core/purging/config/cdn-kinds.ts';
import { requestsOf } from '../../core/purging/submissions.ts';
import type { CdnRig, CdnRigs } from './cdn-rig.ts';
import { rigsOf } from './rigs-of.ts';

/** What each kind is tried with: a file of its name in `test/laws/cdns`. */
const rigs = await rigsOf<CdnRigs>('test/laws/cdns', Object.keys(cdnSchemas));
const made: CdnRig[] = [];

const minute: Term = { leftMs: () => 60_000 };
const many = (beginning: string, count: number) => Array.from({ length: count }, (_, index) => `${beginning}${index}`);

afterEach(() => {
  vi.useRealTimers();
  for (const rig of made.splice(0)) rig.stop();
});

describe.each(rigs)('a CDN of the kind %s', (kind, { rig: makeRig }) => {
  async function start(): Promise<CdnRig> {
    const rig = await makeRig();
    made.push(rig);
    return rig;
  }

  test('says what it can do in what JSON keeps', async () => {
    const { cdn, config } = await start();
    const limits = await cdn.limits(config);
    expect(limits.kind).toBe(kind);
    expect(JSON.parse(JSON.stringify(limits))).toEqual(limits);
  });

  test('takes all that it says it can, in requests of the size that it takes', async () => {
    const rig = await start();
    const limits = await rig.cdn.limits(rig.config);
    const wanted = [
      ...many('#tag-', 300),
      ...many('/a/', 150),
      '/b%20c?x=1',
      ...many('/d/', 40).map((one) => `${one}/*`),
    ];
    const items = wanted.filter((item) => cannotBecause(item, { cdn: limits, cachesQueries: false }) === null);
    for (const [index, request] of [...requestsOf(items, limits), ['/*']].entries()) {
      const answer = await rig.cdn.submit(rig.config, { id: `p${index}`, items: request }, minute);
      expect(answer.is).toBe('accepted');
    }
    expect(items.length).toBeGreaterThan(450);
    expect(rig.purged().toSorted()).toEqual([...items, '/*'].sort());
  });

  test('is done with its answer, or tells later when it is', async () => {
    const { cdn, config, complete } = await start();
    const answer = await cdn.submit(config, { id: 'p', items: ['/a'] }, minute);
    const purgeId = answer.is === 'accepted' ? answer.purgeId : 'none';
    if (purgeId === null) return;
    expect(await cdn.isCompleted(config, purgeId)).toBe(false);
    complete(purgeId);
    expect(await cdn.isCompleted(config, purgeId)).toBe(true);
  });

  test('asks to come back where it has too much to do, and is not pressed', async () => {
    const { cdn, config, trouble, asked, purged } = await start();
    trouble('busy');
    expect(await cdn.submit(config, { id: 'p', items: ['/a'] }, minute)).toMatchObject({ is: 'busy' });
    expect(asked()).toBe(1);
    expect(await cdn.submit(config, { id: 'p', items: ['/a'] }, minute)).toMatchObject({ is: 'accepted' });
    expect(purged()).toEqual(['/a']);
  });

  test('is asked again where it broke', async () => {
    const { cdn, config, trouble, asked } = await start();
    trouble('broken', 'broken');
    expect(await cdn.submit(config, { id: 'p', items: ['/a'] }, minute)).toMatchObject({ is: 'accepted' });
    expect(asked()).toBe(3);
  });

  test('is not asked where too little of the term is left', async () => {
    const { cdn, config, asked } = await start();
    await expect(cdn.submit(config, { id: 'p', items: ['/a'] }, { leftMs: () => 1000 })).rejects.toThrow(
      /1000 ms are left/,
    );
    expect(asked()).toBe(0);
  });

  test('is given up where it does not answer', async () => {
    const { cdn, config, trouble, asked } = await start();
    await cdn.limits(config);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    trouble('hang', 'hang', 'hang', 'hang');
    const ended = expect(cdn.submit(config, { id: 'p', items: ['/a'] }, minute)).rejects.toThrow(/no answer within/);
    for (let tries = 0; tries < 200; tries++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (asked() > tries / 20) await vi.advanceTimersByTimeAsync(500);
    }
    await vi.advanceTimersByTimeAsync(60_000);
    await ended;
  });

  test('that is gone is a refusal', async () => {
    const { cdn, gone } = await start();
    const lookAndAsk = async () => {
      await cdn.limits(gone);
      await cdn.submit(gone, { id: 'p', items: ['#a'] }, minute);
    };
    await expect(lookAndAsk()).rejects.toThrow(Refusal);
  });
});
