import type { Memory } from '../../core/model/memory.ts';
import type { ScalableKnown } from '../../core/model/scalable-known.ts';
import type { Desired } from '../../core/scaling/desired.ts';
import type { Kept } from '../../core/scaling/observation.ts';
import type { Item } from '../table/attributes.ts';
import { readMemory } from '../table/entry-items.ts';
import { memoryKey } from '../table/keys.ts';

/** Fewer launches than this say nothing of the next. */
const fewestLeads = 5;

/**
 * What scaling remembers of a scalable: how many units it was last told to have (the change that was last asked for, or what
 * was seen since), and what was measured of it. Null where nobody has looked at it, or its memory cannot be read. Never rejects.
 */
export function knownScalables(
  readItem: (key: Item) => Promise<Item | null>,
): (scalable: string) => Promise<ScalableKnown | null> {
  return async (scalable) => {
    try {
      const item = await readItem(memoryKey({ capability: 'scaling', subject: scalable }));
      return item === null ? null : knownIn(readMemory(item, 'scaling') as Memory<Kept>);
    } catch {
      return null;
    }
  };
}

function knownIn(memory: Memory<Kept>): ScalableKnown {
  const leads = memory.kept?.launches?.leads ?? [];
  return {
    asked: askedIn(memory),
    leadSeconds: leads.length < fewestLeads ? null : Math.max(...leads),
    movesWeights: memory.kept?.movesWeights ?? null,
  };
}

function askedIn({ kept, intention }: Memory<Kept>): number | null {
  const seen = kept?.seen[kept.seen.length - 1] ?? null;
  if (intention === null) return seen?.asked ?? null;
  const { units } = intention.desired as Desired;
  return seen === null || intention.askedAtMs >= seen.atMs ? units : seen.asked;
}
