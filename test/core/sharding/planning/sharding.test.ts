import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../../adapters/ledger/memory.ts';
import { type Because, tell } from '../../../../core/model/reason.ts';
import { run } from '../../../../core/pipeline.ts';
import type { KeyspaceInput } from '../../../../core/sharding/config/keyspace.ts';
import { makePlan } from '../../../../core/sharding/planning/make-plan.ts';
import { readSituation, sharding } from '../../../../core/sharding/planning/sharding.ts';
import { aKeyspace } from '../a-keyspace.ts';

const hour = 3_600_000;
const startMs = 1_000_000 * hour;
const uneven = [40, 10, 10, 10, 5, 5, 5, 5];

/** A keyspace that is looked at again and again; its shards' loads stay as they were measured. */
async function looked(loads: readonly number[], config: Partial<KeyspaceInput> = {}) {
  const world = await aKeyspace(loads, { restHours: 0, ...config }, startMs);
  const ledger = memoryLedger();
  let ids = 0;
  const look = (minutes: number) => {
    const clock = { nowMs: () => startMs + minutes * 60_000 };
    const signal = { kind: 'tick', id: 't', atMs: null, dryRun: false } as const;
    return run(sharding(world), 'shop', signal, { ledger, clock, newId: () => `e${ids++}`, leaseMs: 60_000 });
  };
  return { ...world, look };
}

type Looked = Awaited<ReturnType<Awaited<ReturnType<typeof looked>>['look']>>;
const said = ({ decision }: Looked) => tell(decision?.reasons[decision.binding]?.because as Because);

describe('the balancer of a keyspace', () => {
  it('leaves shards alone that are fine', async () => {
    const { look } = await looked([10, 10, 10, 10, 9, 9, 9, 9]);
    const entry = await look(0);
    expect(entry.outcome?.is).toBe('unchanged');
    expect(said(entry)).toBe('the fullest shard carries 1.05 of the mean, up to 1.25 is fine');
  });

  it('waits half an hour before it makes a plan, since it may pass', async () => {
    const { look, planning } = await looked(uneven, { mode: 'on' });
    expect((await look(0)).outcome?.is).toBe('unchanged');
    expect(said(await look(29))).toBe(
      'the fullest shard carries 1.56 of the mean, more than 1.25, since 29 minutes: it may pass',
    );
    expect((await look(30)).outcome?.is).toBe('applied');
    expect((await planning.plans('shop', 9)).map(({ is }) => is)).toEqual(['running']);
  });

  it('only says what it would do in recommend mode', async () => {
    const { look, keyspaces } = await looked(uneven);
    await look(0);
    const entry = await look(40);
    expect(entry.outcome?.is).toBe('recommended');
    expect(entry.decision?.desired.plan?.moves.length).toBeGreaterThan(0);
    expect(await keyspaces.activeMoves('shop')).toEqual([]);
  });

  it('plans nothing in mode off', async () => {
    const { look } = await looked(uneven, { mode: 'off' });
    await look(0);
    expect(said(await look(40))).toBe('the mode is off');
  });

  it('moves nothing where nothing has been measured, or not for long', async () => {
    const silent = await looked([], { mode: 'on' });
    expect(said(await silent.look(0))).toBe('no load has been measured yet, so nothing is moved');
    const stale = await looked(uneven, { mode: 'on' });
    await stale.look(0);
    expect(said(await stale.look(180))).toBe('no load has been measured for 3 hours, so nothing is moved');
  });

  it('begins one move after the other until the plan is done', async () => {
    const { look, keyspaces, planning } = await looked(uneven, { mode: 'on' });
    await look(0);
    let done = 0;
    for (let minutes = 30; minutes < 60; minutes++) {
      await look(minutes);
      const moves = (await keyspaces.activeMoves('shop')).filter(({ is }) => is === 'planned');
      expect(moves.length).toBeLessThanOrEqual(1);
      for (const move of moves) {
        const moved = { ...move, is: 'done' } as const;
        const flip = { slots: [{ slot: move.slot, shard: move.to, epoch: 2 }], pin: null, unpin: null };
        expect(await keyspaces.flip(move, moved, flip)).toBe(true);
        done++;
      }
    }
    const [stored] = await planning.plans('shop', 1);
    expect(stored).toMatchObject({ is: 'done' });
    expect(stored?.plan.moves).toHaveLength(done);
    expect(done).toBeGreaterThan(0);
  });

  it('begins the moves of a plan that a person runs, whatever the mode', async () => {
    const { look, keyspaces, planning, random } = await looked(uneven, { mode: 'off' });
    const { situation } = await readSituation({ keyspaces, planning, random } as never, 'shop', startMs);
    await planning.putPlan(makePlan('byhand', { is: 'merge', shard: 'a', to: 'b' }, situation), 'running', null);
    const entry = await look(0);
    expect(entry.outcome?.is).toBe('applied');
    const [move] = await keyspaces.activeMoves('shop');
    expect(move).toMatchObject({ plan: 'byhand', from: 'a', to: 'b', id: `byhandx${move?.slot}` });
    expect(move?.id).toMatch(/^[a-z0-9]{1,32}$/);
  });

  it('names the key that makes a slot hot, as processes of the application reported it', async () => {
    const { keyspaces, planning } = await aKeyspace([100, 1, 1, 1, 1, 1, 1, 1], {}, startMs);
    const keyReports = async () => [{ atMs: 0, slots: [[0, 10]] as const, keys: [['tenant-9', 0, 7]] as const }];
    const { situation } = await readSituation({ keyspaces, planning: { ...planning, keyReports } }, 'shop', startMs);
    expect(situation.slots[0]?.heaviest).toEqual({ key: 'tenant-9', part: 0.7 });
    expect(situation.slots[1]?.heaviest).toBeNull();
  });

  it('says what is missing for a keyspace that nobody has configured', async () => {
    const { look } = await looked(uneven);
    const world = await aKeyspace();
    await expect(readSituation(world, 'other', 0)).rejects.toThrow('no keyspace "other" is configured');
    expect((await look(0)).outcome?.is).toBe('unchanged');
  });
});
