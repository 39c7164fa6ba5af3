import { describe, expect, it } from 'vitest';
import type { KnownKeyspace } from '../../../cli/sharding/known-keyspace.ts';
import { moveLines } from '../../../cli/sharding/move-lines.ts';
import { planLines } from '../../../cli/sharding/plan-lines.ts';
import { statusLines } from '../../../cli/sharding/status-lines.ts';
import { parseKeyspace } from '../../../core/sharding/config/parse-keyspace.ts';
import { firstMap, firstSlot } from '../../../core/sharding/map/first-map.ts';
import type { Move } from '../../../core/sharding/moving/move.ts';
import { newMove } from '../../../core/sharding/moving/new-move.ts';
import type { SlotLoad } from '../../../core/sharding/planning/load.ts';
import { makePlan } from '../../../core/sharding/planning/make-plan.ts';
import { situationOf } from '../../../core/sharding/planning/situation-of.ts';

const nowMs = Date.UTC(2026, 10, 20, 3);
const where = { deployment: 'shop' };
const shards = {
  a: { kind: 'dynamodb-table', tableName: 'orders-a' },
  b: { kind: 'dynamodb-table', tableName: 'orders-b', weight: 3 },
} as const;
const config = parseKeyspace('orders', { bits: 3, shards });

/** A keyspace of eight slots, of which the first carries much. */
function aKeyspace(activeMoves: readonly Move[] = []): KnownKeyspace {
  const map = firstMap(config);
  const slots = Array.from(map.owner, (_, slot) => firstSlot(map, slot));
  const loads = slots.map(
    ({ slot }): SlotLoad => ({ slot, hourMs: nowMs - 3_600_000, load: slot === 0 ? 90 : 10, bytes: 5e8 }),
  );
  const situation = situationOf({ atMs: nowMs, config, map, slots, loads, draining: [], activeMoves });
  return { config, map, slots, activeMoves, draining: [], situation };
}

const aMove = (changed: Partial<Move> = {}): Move => ({
  ...newMove({ id: 'm1', keyspace: 'orders', slot: 7, from: 'a', to: 'b', epoch: 1, requestedAtMs: nowMs - 180_000 }),
  ...changed,
});

describe('the first map', () => {
  it('gives each shard as many slots as its weight says, for keys that were never anywhere else', () => {
    const { owner, epoch } = firstMap(config);
    expect(owner.filter((one) => one === 0)).toHaveLength(2);
    expect(owner.filter((one) => one === 1)).toHaveLength(6);
    expect([...epoch]).toEqual(Array(8).fill(1));
  });
});

describe('a plan', () => {
  it('says what it takes before it is run, in bytes, minutes and dollars, and what it comes to', () => {
    const text = planLines(makePlan('p1', { is: 'drain', shard: 'a' }, aKeyspace().situation)).join('\n');
    expect(text).toContain('orders: everything off shard a');
    expect(text).toMatch(/plan p1: 2 slots, 1 GB \(no plan moves less than 1 GB\), about \d+ minutes, \$0\.63/);
    expect(text).toMatch(/a +2 -> 0 +1 GB -> 0 B/);
  });

  it('says what is in its way, and what to do about it', () => {
    const text = planLines(makePlan('p1', { is: 'split', shard: 'a', to: 'c' }, aKeyspace().situation)).join('\n');
    expect(text).toContain('in the way: there is no shard "c"; add it to the config and deploy, or correct the name');
  });
});

describe('the status of a keyspace', () => {
  it('says at once that nothing is moving, and what each shard carries of its part', () => {
    const lines = statusLines(aKeyspace(), [], nowMs, where);
    expect(lines[0]).toBe('orders: nothing is moving');
    expect(lines.join('\n')).toMatch(/a +2 +1 GB +[\d.]+ +\d+ %/);
  });

  it('begins with what needs a person, and names the command', () => {
    const stuck = aMove({ is: 'copying', sinceMs: nowMs - 180_000, trouble: 'the disk of b is full; make room' });
    const lines = statusLines(aKeyspace([aMove({ id: 'm2', slot: 1 }), stuck]), [], nowMs, where);
    expect(lines[0]).toBe('orders: 1 of 2 moves waits for something');
    const text = lines.join('\n');
    expect(text).toContain('slot 7  a -> b  copying for 3m: copies while the slot is used');
    expect(text).toContain('in the way: the disk of b is full; make room');
    expect(text).toContain('to give it up: headroom shards abort orders m1');
    expect(text.indexOf('slot 7')).toBeLessThan(text.indexOf('slot 1 '));
  });

  it('tells of a plan that waits for a person how to run it', () => {
    const plan = makePlan('p1', { is: 'balance' }, aKeyspace().situation);
    const text = statusLines(
      aKeyspace(),
      [{ plan, is: 'proposed', sinceMs: nowMs - 60_000, note: null }],
      nowMs,
      where,
    ).join('\n');
    expect(text).toContain('p1  proposed for 1m');
    expect(text).toContain('to run it: headroom shards plan orders --run p1');
  });
});

describe('a move', () => {
  it('that is done tells how long writes waited, and how to take it back', () => {
    const lines = moveLines(aMove({ is: 'reversible', blockedMs: 14.2 }), nowMs, where);
    expect(lines[0]).toContain('moved; can still be taken back, writes waited 14 ms');
    expect(lines.at(-1)).toBe('  to take it back: headroom shards rollback orders m1 --deployment shop');
  });

  it('tells what is to be known of it and is in no way, for as long as its streams are there', () => {
    const notices = ['Shard "b" reads from "a" with sslmode require: nobody checks that it is "a".'];
    expect(moveLines(aMove({ is: 'copying', notices }), nowMs, where).at(-1)).toBe(`  to know: ${notices[0]}`);
    expect(moveLines(aMove({ is: 'reversible', notices }), nowMs, where).at(-1)).toBe(`  to know: ${notices[0]}`);
  });
});
