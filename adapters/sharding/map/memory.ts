import type { KeyspaceConfig } from '../../../core/sharding/config/keyspace.ts';
import { flipped, withShards } from '../../../core/sharding/map/changed-map.ts';
import { firstSlot, pinSlot } from '../../../core/sharding/map/first-map.ts';
import type { ShardMap } from '../../../core/sharding/map/shard-map.ts';
import type { Slot } from '../../../core/sharding/map/slot.ts';
import { slotsOf } from '../../../core/sharding/map/slots-of.ts';
import type { Move } from '../../../core/sharding/moving/move.ts';
import { beginsBack, holdOf, isActive } from '../../../core/sharding/moving/move.ts';
import type { Flip, KeyspaceStore } from '../../../core/sharding/ports.ts';

interface Held {
  map: ShardMap;
  readonly slots: Map<number, Slot>;
  readonly moves: Map<string, Move>;
}

/** A store of keyspaces in memory. */
export interface MemoryKeyspaces extends KeyspaceStore {
  putConfig(config: KeyspaceConfig): void;
}

/** The store of tests and simulations. Values are kept as they are given, and must not be changed afterwards. */
export function memoryKeyspaces(): MemoryKeyspaces {
  return new InMemory();
}

class InMemory implements MemoryKeyspaces {
  private readonly configs = new Map<string, KeyspaceConfig>();
  private readonly held = new Map<string, Held>();

  putConfig(config: KeyspaceConfig): void {
    this.configs.set(config.keyspace, config);
  }

  async config(keyspace: string): Promise<KeyspaceConfig | null> {
    return this.configs.get(keyspace) ?? null;
  }

  async keyspaces(): Promise<readonly string[]> {
    return [...this.configs.keys()].sort();
  }

  async map(keyspace: string): Promise<ShardMap | null> {
    return this.held.get(keyspace)?.map ?? null;
  }

  async create(map: ShardMap): Promise<boolean> {
    if (this.held.has(map.keyspace)) return false;
    const slots = Array.from(map.owner, (_, slot): [number, Slot] => [slot, firstSlot(map, slot)]);
    this.held.set(map.keyspace, { map, slots: new Map(slots), moves: new Map() });
    return true;
  }

  async addShards(keyspace: string, shards: ShardMap['shards']): Promise<void> {
    const held = this.held.get(keyspace);
    if (held !== undefined) held.map = withShards(held.map, shards);
  }

  async slots(keyspace: string): Promise<readonly Slot[]> {
    return [...(this.held.get(keyspace)?.slots.values() ?? [])].sort((a, b) => a.slot - b.slot);
  }

  async slot(keyspace: string, slot: number): Promise<Slot | null> {
    return this.held.get(keyspace)?.slots.get(slot) ?? null;
  }

  async activeMoves(keyspace: string): Promise<readonly Move[]> {
    return [...(this.held.get(keyspace)?.moves.values() ?? [])].filter(({ is }) => isActive(is));
  }

  async move(keyspace: string, id: string): Promise<Move | null> {
    return this.held.get(keyspace)?.moves.get(id) ?? null;
  }

  async movesOf(keyspace: string, plan: string): Promise<readonly Move[]> {
    const moves = [...(this.held.get(keyspace)?.moves.values() ?? [])];
    return moves.filter(({ id }) => id.startsWith(`${plan}x`)).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async begin(move: Move): Promise<boolean> {
    const held = this.held.get(move.keyspace);
    if (held === undefined || held.moves.has(move.id)) return false;
    const { source, target, all } = slotsOf(move);
    const going = held.slots.get(source);
    if (going?.shard !== move.from || going.epoch !== move.epoch || going.move !== null) return false;
    if (target !== source && !canCome(held.slots.get(target), move)) return false;
    held.moves.set(move.id, move);
    for (const slot of all) {
      held.slots.set(slot, { ...(held.slots.get(slot) ?? pinSlot(move, slot)), is: 'moving', move: move.id });
    }
    return true;
  }

  async takeOver(keyspace: string, id: string): Promise<Move | null> {
    return this.change(keyspace, id, (move) => ({ ...move, token: move.token + 1 }));
  }

  async save(was: Move, next: Move): Promise<boolean> {
    const held = this.current(was);
    if (held === null || !this.mayHold(held, was, next)) return false;
    this.write(held, was, next);
    return true;
  }

  async flip(was: Move, next: Move, flip: Flip): Promise<boolean> {
    const held = this.current(was);
    if (held === null) return false;
    const map = flipped(held.map, flip);
    for (const { slot, epoch } of flip.slots) {
      const now = held.slots.get(slot);
      if (now?.move !== was.id || now.epoch >= epoch) return false;
    }
    const ended = flip.unpin === null ? undefined : held.map.pins.get(flip.unpin);
    for (const { slot, shard, epoch } of flip.slots) {
      const now = held.slots.get(slot);
      if (now !== undefined) held.slots.set(slot, { ...now, shard, epoch, movedAtMs: next.sinceMs });
    }
    this.pin(held, flip, ended);
    held.map = map;
    this.write(held, was, next);
    return true;
  }

  async askAbort(keyspace: string, id: string): Promise<Move | null> {
    return this.change(keyspace, id, (move) => (isActive(move.is) ? { ...move, abortAsked: true } : null));
  }

  private change(keyspace: string, id: string, changed: (move: Move) => Move | null): Move | null {
    const held = this.held.get(keyspace);
    const move = held?.moves.get(id);
    if (held === undefined || move === undefined) return null;
    const next = changed(move);
    if (next === null) return null;
    held.moves.set(id, next);
    return next;
  }

  private current(was: Move): Held | null {
    const held = this.held.get(was.keyspace);
    const now = held?.moves.get(was.id);
    return held !== undefined && now?.is === was.is && now.token === was.token ? held : null;
  }

  private mayHold({ slots }: Held, was: Move, next: Move): boolean {
    const { all, target } = slotsOf(was);
    if (holdOf(was.is) !== null) return all.every((slot) => slots.get(slot)?.move === was.id);
    if (holdOf(next.is) === null) return true;
    return slots.get(target)?.shard === was.to && all.every((slot) => slots.get(slot)?.move === null);
  }

  private write(held: Held, was: Move, next: Move): void {
    const { abortAsked = false } = held.moves.get(was.id) ?? {};
    const asked = beginsBack(was, next) ? next.abortAsked : next.abortAsked || abortAsked;
    held.moves.set(was.id, { ...next, token: was.token, abortAsked: asked });
    const hold = holdOf(next.is);
    if (hold === 'as it is' || (hold === null && holdOf(was.is) === null)) return;
    for (const number of slotsOf(was).all) {
      const slot = held.slots.get(number);
      if (slot === undefined) continue;
      held.slots.set(number, { ...slot, is: hold ?? 'owned', move: hold === null ? null : was.id });
    }
  }

  private pin({ slots }: Held, { pin, unpin }: Flip, ended: number | undefined): void {
    const pinned = pin === null ? undefined : slots.get(pin.slot);
    if (pin !== null && pinned !== undefined) slots.set(pin.slot, { ...pinned, pinned: pin.key });
    const unpinned = unpin === null || ended === undefined ? undefined : slots.get(ended);
    if (unpinned !== undefined) slots.set(unpinned.slot, { ...unpinned, pinned: null });
  }
}

function canCome(slot: Slot | undefined, { kind, to }: Move): boolean {
  if (slot === undefined) return kind === 'pin';
  return slot.move === null && (kind === 'pin' ? slot.pinned === null : slot.shard === to);
}
