import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { memoryLedger } from '../../adapters/ledger/memory.ts';
import { Refusal } from '../../core/model/errors.ts';
import { tell } from '../../core/model/reason.ts';
import { run } from '../../core/pipeline.ts';
import type { Term } from '../../core/ports.ts';
import { cannotBecause } from '../../core/purging/cannot.ts';
import { cdnSchemas } from '../../core/purging/config/cdn-kinds.ts';
import type { Cdn, PurgingWorld } from '../../core/purging/ports.ts';
import { purging } from '../../core/purging/purging.ts';
import { requestsOf } from '../../core/purging/submissions.ts';
import { AWorld } from '../core/purging/a-world.ts';
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

/** The CDN of a rig, whatever config the world has. */
function ofConfig({ limits, submit, isCompleted }: Cdn, config: CdnRig['config']): Cdn {
  return {
    limits: () => limits(config),
    submit: (_, purge, term) => submit(config, purge, term),
    isCompleted: (_, purgeId) => isCompleted(config, purgeId),
  };
}

/** Looks at a purge once a minute. */
function looking(parts: PurgingWorld, world: AWorld) {
  let ids = 0;
  const spine = {
    ledger: memoryLedger(),
    clock: { nowMs: () => world.nowMs },
    newId: () => `id-${ids++}`,
    leaseMs: 60_000,
  };
  const signal = { kind: 'tick', id: 's', atMs: null, dryRun: false } as const;
  return async () => {
    world.nowMs += 60_000;
    return run(purging(parts), 'site', signal, spine);
  };
}

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

  test('purges all but the items that it does not take, which are refused in its words', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 70 }),
        fc.context(),
        async (isBad, context) => {
          const { cdn, config, refuse, purged, stop } = await makeRig();
          const all = isBad.map((bad, index) => `/${bad ? 'bad' : 'good'}-${index}`);
          const [bad, good] = [
            all.filter((one) => one.startsWith('/bad')),
            all.filter((one) => one.startsWith('/good')),
          ];
          refuse(bad);
          const world = new AWorld();
          const look = looking({ ...world.world, cdn: ofConfig(cdn, config) }, world);
          world.wait(all);
          const ends = [await look(), await look(), await look(), await look()];
          context.log(JSON.stringify(ends.map(({ outcome }) => outcome)));
          stop();
          expect(new Set(purged().filter((item) => !item.startsWith('/headroom')))).toEqual(new Set(good));
          const refusals = [...world.purges.known.values()].flatMap((one) => one.refusals);
          expect(refusals.map(({ item }) => item).toSorted()).toEqual(bad.toSorted());
          expect(refusals.every(({ because }) => /answered (400|InvalidArgument): .*valid/.test(because))).toBe(true);
          expect(world.purges.waiting).toEqual([]);
          const told = ends.reduce((sum, { outcome }) => sum + Number(outcome?.because?.refused ?? 0), 0);
          expect(told).toBe(bad.length);
        },
      ),
      { numRuns: 12, seed: 15 },
    );
  });

  test('is held for broken by its key or config where it refuses whatever it is asked, and nothing is given up', async () => {
    const { cdn, config, refuse } = await start();
    const all = many('/a/', 20);
    refuse([...all, '/headroom-tries-whether-it-may-purge']);
    const world = new AWorld();
    const look = looking({ ...world.world, cdn: ofConfig(cdn, config) }, world);
    world.wait(all);
    const { outcome } = await look();
    expect(outcome?.is).toBe('refused');
    expect(tell(outcome?.because ?? { says: '' })).toMatch(
      /refuses everything that it is asked.*answered (400|InvalidArgument)/,
    );
    expect(world.purges.known.size).toBe(0);
    expect(world.purges.waiting.flatMap(({ changes }) => changes)).toHaveLength(20);
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
