import type { PlanningSituation, PlanningSlot } from './situation.ts';

/** Slot, its shard's place, epoch, load, bytes, when it moved (0 for never), 1 where it moves now. */
type Row = readonly [number, number, number, number, number, number, 0 | 1];

/** A situation in a third of the bytes: thousands of slots have room in one entry. */
export interface PackedSituation extends Omit<PlanningSituation, 'slots'> {
  readonly rows: readonly Row[];
  readonly pins: readonly (readonly [slot: number, key: string])[];
  readonly heaviest: readonly (readonly [slot: number, key: string, part: number])[];
}

/** Loads are kept to four digits. */
export function packSituation({ slots, ...situation }: PlanningSituation): PackedSituation {
  const places = new Map(situation.shards.map(({ name }, place) => [name, place]));
  const rows = slots.map(({ slot, shard, epoch, load, bytes, movedAtMs, moving }): Row => {
    const rounded = Number(load.toPrecision(4));
    return [slot, places.get(shard) ?? -1, epoch, rounded, bytes, movedAtMs ?? 0, moving ? 1 : 0];
  });
  return {
    ...situation,
    rows,
    pins: slots.flatMap(({ slot, pinned }) => (pinned === null ? [] : [[slot, pinned] as const])),
    heaviest: slots.flatMap(({ slot, heaviest }) =>
      heaviest === null ? [] : [[slot, heaviest.key, heaviest.part] as const],
    ),
  };
}

export function unpackSituation({ rows, pins, heaviest, ...situation }: PackedSituation): PlanningSituation {
  const pinned = new Map(pins);
  const heavy = new Map(heaviest.map(([slot, key, part]) => [slot, { key, part }]));
  const slots = rows.map(([slot, place, epoch, load, bytes, movedAtMs, moving]): PlanningSlot => {
    const known = { pinned: pinned.get(slot) ?? null, heaviest: heavy.get(slot) ?? null };
    const shard = situation.shards[place]?.name ?? '';
    return { slot, shard, epoch, load, bytes, ...known, moving: moving === 1, movedAtMs: movedAtMs || null };
  });
  return { ...situation, slots };
}
