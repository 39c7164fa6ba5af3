import type { Placement } from './placement.ts';
import type { ShardForecast } from './plan.ts';

/** How every shard stands before and after. */
export function forecasts(before: Placement, after: Placement): ShardForecast[] {
  return before.shards.map(({ name, weight }, shard) => {
    const [was, will] = [before.on(shard), after.on(shard)];
    const bytes = (slots: readonly number[]) => slots.reduce((sum, slot) => sum + before.slotBytes(slot), 0);
    return {
      shard: name,
      weight,
      load: { before: before.loadOf(shard), after: after.loadOf(shard) },
      bytes: { before: bytes(was), after: bytes(will) },
      slots: { before: was.length, after: will.length },
    };
  });
}
