import type { Measured, SlotLoad } from './load.ts';

const hourMs = 3_600_000;

/**
 * A shard's loads of the present hour after another measure of it: what its slots have done since the last one comes on
 * top. What counts less than before has begun to count anew, so all of it is new; of a slot that was not there before nobody
 * knows since when it counts, so nothing is.
 */
export function addMeasure(was: Measured | null, now: Measured, ofHour: readonly SlotLoad[]): SlotLoad[] {
  const hour = Math.floor(now.atMs / hourMs) * hourMs;
  const before = new Map(was?.slots.map(({ slot, work }) => [slot, work]));
  const known = new Map(ofHour.map((load) => [load.slot, load]));
  const measured = now.slots.map(({ slot, work, bytes }): SlotLoad => {
    const old = before.get(slot);
    const done = old === undefined ? 0 : work >= old ? work - old : work;
    const { load = 0 } = known.get(slot) ?? {};
    return { slot, hourMs: hour, load: load + done, bytes };
  });
  const there = new Set(now.slots.map(({ slot }) => slot));
  return [...measured, ...ofHour.filter(({ slot }) => !there.has(slot))];
}
