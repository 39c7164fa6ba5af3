import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../adapters/ledger/memory.ts';
import { receive } from '../../../adapters/signals/receive.ts';
import { emf } from '../../../adapters/sinks/emf/emf.ts';
import type { KeyspaceInput } from '../../../core/sharding/config/keyspace.ts';
import type { MeasureShard } from '../../../core/sharding/planning/measure-shards.ts';
import { planningReport } from '../../../core/sharding/planning/report.ts';
import { invoke } from '../../../functions/front-door.ts';
import { looks } from '../../../functions/looks.ts';
import { planningLooking } from '../../../functions/shard-balancer/looking.ts';
import { hears } from '../../../functions/shard-balancer/roster.ts';
import { aKeyspace } from '../../core/sharding/a-keyspace.ts';

const hour = 3_600_000;
const startMs = 1_000_000 * hour;

/** A balancer whose shards do 40 more at every measure, and those of `a` five times as much. */
async function balancer(config: Partial<KeyspaceInput> = {}, measure: MeasureShard | null = null) {
  const stores = await aKeyspace([], config);
  let nowMs = startMs;
  let driven = 0;
  const lines: unknown[] = [];
  const note = (...line: unknown[]) => void lines.push(line);
  const working: MeasureShard = async (shard, _, held) => ({
    atMs: nowMs,
    slots: held.map(({ slot }) => ({
      slot,
      work: ((nowMs - startMs) / 60_000) * (shard === 'a' ? 50 : 10),
      bytes: 100,
    })),
  });
  const spine = { ledger: memoryLedger(), clock: { nowMs: () => nowMs }, newId: () => `e${nowMs}`, leaseMs: 60_000 };
  const parts = { ...stores, spine, measure: measure ?? working, drive: async () => void driven++ };
  const door = looks({
    hears: hears('shop'),
    sinks: [emf({ info: note, warn: note, error: note }, null)],
    report: planningReport,
    invocation: async () => planningLooking('shop', parts),
  });
  const wake = async (minutes: number, event: object = { source: 'headroom.tick' }) => {
    nowMs = startMs + minutes * 60_000;
    const answer = await invoke(event, { awsRequestId: 'r' } as never, new AbortController().signal, door);
    if ('batchItemFailures' in answer) throw new Error('no queue was there to answer');
    return answer;
  };
  return { ...stores, wake, lines, driven: () => driven };
}

describe('the balancer', () => {
  it('measures what each slot does between two looks', async () => {
    const { wake, planning } = await balancer();
    await wake(0);
    await wake(5);
    await wake(10);
    const loads = await planning.loads('shop', 0);
    expect(loads.filter(({ slot }) => slot === 0).map(({ load }) => load)).toEqual([500]);
    expect(loads.filter(({ slot }) => slot === 7).map(({ load }) => load)).toEqual([100]);
  });

  it('keeps what it proposes, once however often it looks', async () => {
    const { wake, planning, keyspaces, driven } = await balancer();
    for (const minutes of [0, 5, 40, 45, 50]) await wake(minutes);
    expect((await planning.plans('shop', 9)).map(({ is }) => is)).toEqual(['proposed']);
    expect(await keyspaces.activeMoves('shop')).toEqual([]);
    expect(driven()).toBe(0);
  });

  it('begins moves and has them driven where its mode is on', async () => {
    const { wake, keyspaces, driven } = await balancer({ mode: 'on' });
    for (const minutes of [0, 5, 40]) await wake(minutes);
    expect(await keyspaces.activeMoves('shop')).toHaveLength(1);
    expect(driven()).toBe(1);
  });

  it('says what it would do in a dry run, and measures and writes nothing', async () => {
    const { wake, planning } = await balancer({ mode: 'on' });
    const { entry } = await wake(0, { dryRun: true });
    expect(entry?.signal).toMatchObject({ kind: 'manual', capability: 'sharding', subject: 'shop', dryRun: true });
    expect(await planning.measured('shop', 'a')).toBeNull();
  });

  it('goes on with the other shards where one cannot be measured, and says which', async () => {
    const failing: MeasureShard = async (shard, _, held) => {
      if (shard === 'a') throw new Error('shard "a" cannot be reached');
      return { atMs: startMs, slots: held.map(({ slot }) => ({ slot, work: 1, bytes: 1 })) };
    };
    const { wake, planning, lines } = await balancer({}, failing);
    expect((await wake(0)).unmeasured).toEqual(['a']);
    expect(await planning.measured('shop', 'b')).not.toBeNull();
    expect(JSON.stringify(lines)).toContain('cannot be reached');
  });
});

describe('what wakes the balancer', () => {
  it.each([
    [{ keyspace: 'other' }, 'keyspace: "other" is another; this function looks at "shop" alone'],
    ['now', 'event: expected one of'],
    [{ dryrun: true }, 'event.dryrun: '],
    [{ keyspace: 'shop', dryRun: true, force: 1 }, 'event.force: '],
  ])('is refused where it is about something else (%#)', (event, message) => {
    const { heard, misheard } = receive(event, 'r', hears('shop'));
    expect(heard).toEqual([]);
    expect(misheard[0]?.error.message).toContain(message);
  });
});
