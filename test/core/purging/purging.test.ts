import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../adapters/ledger/memory.ts';
import { run } from '../../../core/pipeline.ts';
import { purging } from '../../../core/purging/purging.ts';
import { AWorld } from './a-world.ts';

const busy = { is: 'busy', because: 'too much to do', againSeconds: 30 } as const;

function start(world: AWorld) {
  const ledger = memoryLedger();
  let ids = 0;
  const spine = { ledger, clock: { nowMs: () => world.nowMs }, newId: () => `id-${ids++}`, leaseMs: 60_000 };
  const signal = {
    kind: 'manual',
    id: 's',
    atMs: null,
    dryRun: false,
    capability: 'purging',
    subject: 'site',
  } as const;
  return async () => {
    world.nowMs += 1000;
    return run(purging(world.world), 'site', signal, spine);
  };
}

const items = (world: AWorld) => world.asked.map((one) => one.items.join(' '));

describe('a purge in several requests', () => {
  it('is asked for request by request, each of one kind and no larger than the CDN takes', async () => {
    const world = new AWorld();
    world.wait(['/a', '/b', '/c', '#t', '#u', '#v']);
    expect((await start(world)()).outcome?.is).toBe('applied');
    expect(items(world)).toEqual(['#t #u', '#v', '/a /b', '/c']);
    expect(world.purges.waiting).toEqual([]);
  });

  it('goes on where it broke off, asking for nothing twice', async () => {
    const world = new AWorld();
    const look = start(world);
    world.wait(['/a', '/b', '/c', '/d', '/e', '/f']);
    world.answers = [{ is: 'accepted', purgeId: null }, busy];
    const entry = await look();
    expect(entry.outcome).toEqual({
      is: 'failed',
      because: { says: 'its turn has not come: {why}', why: 'too much to do', againSeconds: 30 },
    });
    world.answers = [{ is: 'accepted', purgeId: null }, new Error('the line broke')];
    expect((await look()).outcome?.is).toBe('failed');
    expect((await look()).outcome?.is).toBe('applied');
    expect(items(world)).toEqual(['/a /b', '/c /d', '/c /d', '/e /f', '/e /f']);
    expect(new Set(world.asked.map(({ id }) => id))).toHaveLength(3);
    expect(world.purges.waiting).toEqual([]);
  });

  it('is not asked for again where only the noting of what it settled is missing', async () => {
    const world = new AWorld();
    const look = start(world);
    world.wait(['/a']);
    const { settle } = world.purges;
    world.purges.settle = () => Promise.reject(new Error('the table is away'));
    expect((await look()).outcome?.is).toBe('failed');
    world.purges.settle = settle;
    expect((await look()).outcome?.is).toBe('applied');
    expect(items(world)).toEqual(['/a']);
    expect(world.purges.waiting).toEqual([]);
  });

  it('is completed when it is submitted, where the CDN is done with its answer', async () => {
    const world = new AWorld();
    const look = start(world);
    world.wait(['/a']);
    await look();
    const [receipt] = world.purges.known.values();
    const { decision } = await look();
    expect(decision?.keep.completed).toMatchObject([
      { submittedAtMs: receipt?.submittedAtMs, completedAtMs: receipt?.submittedAtMs },
    ]);
  });
});

describe('what a CDN cannot purge', () => {
  it('is refused with the rule that it breaks, once, and the rest goes on', async () => {
    const world = new AWorld();
    const look = start(world);
    world.wait(['/docs/*', '/a', '/x/*']);
    const { decision } = await look();
    expect(decision?.reasons[0]).toMatchObject({
      by: 'refused',
      because: { count: 2, example: '/docs/*', why: 'it has no wildcard but "/*"; purge by tags, or path by path' },
    });
    expect(items(world)).toEqual(['/a']);
    expect((await look()).decision?.desired).toEqual([]);
    expect(world.purges.waiting).toEqual([]);
  });

  it('takes nothing with it that a refused wildcard would have covered', async () => {
    const folders = { wildcards: 'folders', mostSlashes: 3, perRequest: { tag: 9, wildcard: 9, path: 9 } } as const;
    const world = new AWorld({}, folders);
    world.wait(['/a/*', '/a/b*', '/a/b/c/d/*', '/*']);
    const { decision } = await start(world)();
    expect(items(world)).toEqual(['/*']);
    expect(decision?.desired[0]?.refused ?? []).toEqual([]);
    const other = new AWorld({}, folders);
    const look = start(other);
    other.wait(['/a/*', '/b*', '/a/b/c/d/*', '/b/c/d/e/*', '/b/c']);
    expect((await look()).decision?.desired[0]?.refused).toEqual(['/b*']);
    expect(items(other)).toEqual(['/a/*']);
    expect((await look()).decision?.desired[0]?.refused).toEqual(['/b/c/d/e/*']);
    expect(items(other)).toEqual(['/a/*', '/b/c']);
    expect(other.purges.waiting).toEqual([]);
  });
});

describe('a CDN whose items are free', () => {
  const files = Array.from({ length: 40 }, (_, index) => `/a/${index}`);

  async function purged(wildcards: 'folders' | 'everything', unchanged: readonly string[]) {
    const world = new AWorld({}, { wildcards, perRequest: { tag: 99, wildcard: 99, path: 99 } });
    world.objects = [...files, ...unchanged];
    world.wait(files);
    await start(world)();
    return items(world).join(' ');
  }
  const beside = (folder: string, count: number) => Array.from({ length: count }, (_, index) => `${folder}x${index}`);

  it('is asked for a wildcard where fewer objects go with it than items are saved', async () => {
    expect(await purged('folders', [...beside('/a/', 5), ...beside('/b/', 400)])).toBe('/a/*');
    expect(await purged('folders', [...beside('/a/', 45), ...beside('/b/', 4000)])).toBe(files.toSorted().join(' '));
  });

  it('is asked for no wildcard that it lacks, and for everything where all has changed', async () => {
    expect(await purged('everything', [...beside('/b/', 20)])).toBe(files.toSorted().join(' '));
    expect(await purged('everything', [])).toBe('/*');
  });
});

describe('a person’s purge', () => {
  it('overtakes a bulk sync that waits for its burst to end, and leaves it waiting', async () => {
    const world = new AWorld({ quietSeconds: 60 }, { inProgress: { paths: 3000, wildcards: 15 } });
    const look = start(world);
    world.wait(Array.from({ length: 500 }, (_, index) => `/bulk/${index}`));
    expect((await look()).decision?.reasons).toMatchObject([{ by: 'wait' }]);
    world.wait(['/now'], { urgent: true });
    await look();
    expect(items(world)).toEqual(['/now']);
    expect(world.purges.waiting.flatMap(({ changes }) => changes)).toHaveLength(500);
    world.nowMs += 60_000;
    await look();
    expect(world.asked[1]?.items).toHaveLength(500);
  });

  it('overtakes a bulk sync that the CDN is too busy for', async () => {
    const world = new AWorld();
    const look = start(world);
    world.wait(['/bulk/1', '/bulk/2', '/bulk/3']);
    world.answers = [busy];
    await look();
    world.wait(['/now'], { urgent: true });
    world.answers = [busy];
    await look();
    world.answers = [{ is: 'accepted', purgeId: null }, busy];
    expect((await look()).outcome?.is).toBe('failed');
    expect(items(world)).toEqual(['/bulk/1 /bulk/2', '/now', '/now', '/bulk/1 /bulk/2']);
    await look();
    expect(world.purges.waiting).toEqual([]);
    expect(new Set(world.asked.map(({ id }) => id))).toHaveLength(3);
  });
});

describe('a warm-up', () => {
  const warmUp = { host: 'www.example.com', paths: ['/', '/docs/', '/other'] };

  it('is of the configured paths that were purged, in the look that first sees it completed', async () => {
    const world = new AWorld({ warmUp }, { perRequest: null });
    world.purgeIdOf = (id) => id;
    const look = start(world);
    world.wait(['/', '/docs/*', '/not-warmed']);
    expect((await look()).observation?.warmUp).toEqual([]);
    expect((await look()).observation?.warmUp).toEqual([]);
    for (const { id } of world.asked) world.completed.add(id);
    expect((await look()).observation?.warmUp).toEqual(['/', '/docs/']);
    expect((await look()).observation?.warmUp).toEqual([]);
  });

  it('is of all of them where a tag was purged, and of none unless that is configured', async () => {
    for (const [config, paths] of [
      [{ warmUp }, warmUp.paths],
      [{}, []],
    ] as const) {
      const world = new AWorld(config);
      const look = start(world);
      world.wait(['#news']);
      await look();
      expect((await look()).observation?.warmUp).toEqual(paths);
    }
  });
});
