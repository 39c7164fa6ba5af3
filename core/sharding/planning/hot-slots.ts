import type { Because } from '../../model/reason.ts';
import type { Placement } from './placement.ts';
import type { PinAdvice } from './plan.ts';
import type { PlanningSlot } from './situation.ts';

/** Below this part of a slot's load a key is not a reason to pin it. */
const leastPart = 0.25;

/**
 * Slots that alone carry more than half of what a shard should: no plan can balance around them well. Their heaviest key
 * had better have a slot of its own; a key that has one needs a bigger shard.
 */
export function hotSlots({ slots, shards, mean }: Placement, stopAt: number): PinAdvice[] {
  const weights = shards.filter(({ draining }) => !draining).map(({ weight }) => weight);
  const most = (stopAt * mean * Math.max(0, ...weights)) / 2;
  if (most === 0) return [];
  return slots
    .filter(({ load }) => load > most)
    .sort((a, b) => b.load - a.load)
    .map((slot) => adviceFor(slot, slot.load / mean));
}

function adviceFor(slot: PlanningSlot, ofMean: number): PinAdvice {
  const { heaviest, pinned } = slot;
  const worth = pinned === null && heaviest !== null && heaviest.part >= leastPart ? heaviest : null;
  const percent = worth === null ? null : Math.round(worth.part * 100);
  return { slot: slot.slot, key: worth?.key ?? null, percent, because: because(slot, ofMean, percent) };
}

function because({ slot, pinned, heaviest }: PlanningSlot, ofMean: number, percent: number | null): Because {
  const carries = 'slot {slot} alone carries {percentOfMean} % of the mean';
  const said = { slot, percentOfMean: Math.round(ofMean * 100) };
  if (pinned !== null) return { says: `${carries}, and is one key's: it needs a shard of more weight`, ...said };
  if (percent !== null) return { says: `${carries}, at least {percent} % of it one key's: pin it`, ...said, percent };
  if (heaviest === null) return { says: `${carries}: find its heaviest key and pin it`, ...said };
  return { says: `${carries}, and no key of it much: it needs a shard of more weight`, ...said };
}
