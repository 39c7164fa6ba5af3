import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../adapters/ledger/memory.ts';
import { emf } from '../../../adapters/sinks/emf/emf.ts';
import { run } from '../../../core/pipeline.ts';
import type { Move } from '../../../core/sharding/moving/move.ts';
import { newMove } from '../../../core/sharding/moving/new-move.ts';
import { movingReport } from '../../../core/sharding/moving/report.ts';
import { movingBetweenTables } from '../../../core/sharding/moving/tables/between-tables.ts';
import type { Fences } from '../../../core/sharding/moving/tables/change.ts';
import { firstFence } from '../../../core/sharding/moving/tables/fence.ts';
import type { TableMover } from '../../../core/sharding/moving/tables/mover.ts';
import { invoke } from '../../../functions/front-door.ts';
import { looks } from '../../../functions/looks.ts';
import { movingLooking } from '../../../functions/shard-mover/looking.ts';
import { type KindMover, unconfigured } from '../../../functions/shard-mover/movers.ts';
import { hears } from '../../../functions/shard-mover/roster.ts';
import { aKeyspace } from '../../core/sharding/a-keyspace.ts';

const nowMs = 10_000_000;

/** Is asked for nothing but fences. */
const idle: TableMover = {
  fences: async () => untouched,
  write: async () => {},
  differences: async () => null,
  copy: async () => {},
  clean: async () => true,
};

/** A mover of one move whose fences are given, and which driving would bring on as `driven` says. */
async function mover(fences: Fences, driven: Partial<Move> = {}, over: Partial<KindMover> = {}) {
  const { keyspaces } = await aKeyspace([]);
  const slot = await keyspaces.slot('shop', 0);
  const [from, epoch] = [slot?.shard ?? '', slot?.epoch ?? 0];
  const to = from === 'a' ? 'b' : 'a';
  const move = newMove({ id: 'm1', keyspace: 'shop', slot: 0, from, to, epoch, requestedAtMs: nowMs });
  await keyspaces.begin(move);
  const counted: [string, number][] = [];
  const lines: unknown[] = [];
  const note = (...line: unknown[]) => void lines.push(line);
  let swept = 0;
  const tables = { ...idle, fences: async () => fences };
  const moving = movingBetweenTables({ store: keyspaces, mover: tables, staleMs: 12_000, nowMs: () => nowMs });
  const act: typeof moving.act = async ({ move: was }) => {
    await keyspaces.save(was, { ...was, ...driven });
    return { is: 'applied', because: null };
  };
  const capability = { ...moving, act };
  const kind: KindMover = {
    look: (one, signal, spine) => run(capability, `shop/${one.id}`, signal, spine),
    sweep: async () => ++swept,
    lagBytes: async () => 7,
    end: async () => {},
    ...over,
  };
  const spine = { ledger: memoryLedger(), clock: { nowMs: () => nowMs }, newId: () => 'e', leaseMs: 60_000 };
  const log = { info: note, warn: note, error: note };
  const metrics = { addMetric: (name: string, _: string, value: number) => void counted.push([name, value]) };
  const door = looks({
    hears: hears('shop'),
    sinks: [emf(log, metrics as never)],
    report: movingReport,
    invocation: async () => movingLooking({ keyspace: 'shop', store: keyspaces, spine, mover: kind }),
  });
  const wake = (event: object) => invoke(event, { awsRequestId: 'r' } as never, new AbortController().signal, door);
  return { wake, keyspaces, counted, lines };
}

const untouched: Fences = { source: null, target: null };
const doubled: Fences = {
  source: { ...firstFence(1), revision: 2, is: 'dual', move: 'm1', seenMs: nowMs - 5000 },
  target: null,
};

describe('the mover', () => {
  it('has nothing to do before its keyspace is configured, as in a first deploy whose ticks begin earlier', async () => {
    const { wake, keyspaces, counted } = await mover(untouched, {}, unconfigured('shop'));
    const move = await keyspaces.move('shop', 'm1');
    if (move !== null) await keyspaces.save(move, { ...move, is: 'done' });
    const says = 'nothing was due to be looked at';
    expect(await wake({ source: 'headroom.tick' })).toEqual({ says, moves: [], againInSeconds: null });
    expect(counted).toContainEqual(['ShardOrphans', 0]);
    const { wake: wakeMoving, lines } = await mover(untouched, {}, unconfigured('shop'));
    await wakeMoving({ source: 'headroom.drive' });
    expect(JSON.stringify(lines)).toContain('deploy its config first');
  });

  it('brings moves on, and says that it wants to be woken at once', async () => {
    const { wake, keyspaces } = await mover(untouched, { is: 'preparing' });
    expect(await wake({ source: 'headroom.drive' })).toEqual({
      says: expect.stringMatching(/^has gone on to .*, because /),
      moves: [{ id: 'm1', slot: 0, is: 'preparing', trouble: null }],
      againInSeconds: 1,
    });
    expect(await keyspaces.move('shop', 'm1')).toMatchObject({ is: 'preparing' });
  });

  it('asks to be woken when what it waits for is over', async () => {
    const { wake, keyspaces } = await mover(doubled);
    const planned = await keyspaces.move('shop', 'm1');
    if (planned !== null) await keyspaces.save(planned, { ...planned, is: 'preparing' });
    expect(await wake({ source: 'headroom.drive' })).toMatchObject({ againInSeconds: 7 });
  });

  it('wants no waking once all that is left can only be taken back', async () => {
    const { wake } = await mover(untouched, { is: 'reversible' });
    expect(await wake({ source: 'headroom.drive' })).toMatchObject({ againInSeconds: null });
  });

  it('changes nothing in a dry run', async () => {
    const { wake, keyspaces, counted } = await mover(untouched, { is: 'preparing' });
    await wake({ source: 'headroom.tick', dryRun: true });
    expect(await keyspaces.move('shop', 'm1')).toMatchObject({ is: 'planned' });
    expect(counted).toEqual([]);
  });

  it('sweeps at the tick alone, and counts what there is for the alarms', async () => {
    const { wake, counted } = await mover(untouched, { is: 'copying', sinceMs: nowMs - 3_600_000, trouble: 'full' });
    await wake({ source: 'headroom.drive' });
    expect(counted).toEqual([
      ['ShardMovesActive', 1],
      ['ShardMovesStuck', 1],
    ]);
    await wake({ source: 'headroom.tick' });
    expect(counted).toContainEqual(['ShardOrphans', 1]);
    expect(counted).toContainEqual(['ShardSlotLagBytes', 7]);
  });

  it('counts how long nobody could write, once', async () => {
    const { wake, counted } = await mover(untouched, { is: 'cleaning', blockedMs: 14 });
    await wake({ source: 'headroom.drive' });
    await wake({ source: 'headroom.drive' });
    expect(counted.filter(([name]) => name === 'ShardCutoverMilliseconds')).toEqual([['ShardCutoverMilliseconds', 14]]);
  });

  it('tells of a move that cannot be looked at, and answers all the same', async () => {
    const { wake, lines } = await mover(untouched, {}, { look: () => Promise.reject(new Error('no route to b')) });
    expect(await wake({ source: 'headroom.drive' })).toMatchObject({ againInSeconds: 5 });
    expect(JSON.stringify(lines)).toContain('no route to b');
  });
});
