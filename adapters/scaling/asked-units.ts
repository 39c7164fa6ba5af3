import type { Memory } from '../../core/model/memory.ts';
import type { Desired } from '../../core/scaling/desired.ts';
import type { Kept } from '../../core/scaling/observation.ts';
import type { Item } from '../table/attributes.ts';
import { readMemory } from '../table/entry-items.ts';
import { memoryKey } from '../table/keys.ts';

/**
 * How many units a scalable was last told to have, by what scaling remembers of it: the change that was last asked for,
 * or what was seen since. Null where nobody has looked at it, or its memory cannot be read. Never rejects.
 */
export function askedUnits(
  readItem: (key: Item) => Promise<Item | null>,
): (scalable: string) => Promise<number | null> {
  return async (scalable) => {
    try {
      const item = await readItem(memoryKey({ capability: 'scaling', subject: scalable }));
      return item === null ? null : askedIn(readMemory(item, 'scaling') as Memory<Kept>);
    } catch {
      return null;
    }
  };
}

function askedIn({ kept, intention }: Memory<Kept>): number | null {
  const seen = kept?.seen[kept.seen.length - 1] ?? null;
  if (intention === null) return seen?.asked ?? null;
  const { units } = intention.desired as Desired;
  return seen === null || intention.askedAtMs >= seen.atMs ? units : seen.asked;
}
