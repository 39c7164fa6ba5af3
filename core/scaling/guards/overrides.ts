import type { Because } from '../../model/reason.ts';
import { isUnreadable, type UnreadableOverride } from '../../model/unreadable-override.ts';
import { type LimitedUnits, limitUnits } from '../guard.ts';
import type { Observation, Override } from '../observation.ts';
import { wholeUnits } from '../whole-units.ts';

/**
 * A person knows better, until their word expires. A pause wins over the rest: nothing is changed. The highest floor and
 * the lowest ceiling count, and where they contradict each other the floor does, since more capacity is the safer mistake.
 * Where an override cannot be read nobody knows whether it is a floor or a pause: nothing is taken away until it is mended.
 */
export const overrides = limitUnits(({ observation: { overrides: all, capacity, atMs } }, units) => {
  if (all.length === 0) return null;
  const said = asSaid(all, units, capacity.asked, atMs);
  const unreadable = all.find(isUnreadable);
  return unreadable === undefined ? said : heldBecause(unreadable, said?.units ?? units, capacity.asked);
});

function asSaid(all: Observation['overrides'], units: number, asked: number, atMs: number): LimitedUnits {
  const inForce = all.filter((override) => !isUnreadable(override)).filter(({ untilMs }) => untilMs > atMs);
  const pause = inForce.find(({ kind }) => kind === 'pause');
  if (pause !== undefined) return verdict(units, asked, pause, 'paused by hand: {note}');
  const floor = strictest(inForce, 'floor');
  const ceiling = strictest(inForce, 'ceiling');
  if (floor !== null && units < floor.units) return verdict(units, floor.units, floor, 'a floor set by hand: {note}');
  if (ceiling === null || units <= ceiling.units) return null;
  const limited = Math.max(ceiling.units, floor?.units ?? 0);
  return verdict(units, limited, ceiling, 'a ceiling set by hand: {note}');
}

/** Tells of it in each look, whether or not anything was to be taken away. */
function heldBecause({ trouble }: UnreadableOverride, units: number, asked: number): LimitedUnits {
  const says = 'an override cannot be read, so nothing is taken away: {unreadable}';
  return { units: Math.max(units, asked), because: { says, unreadable: trouble } };
}

type Limit = Override & { readonly units: number };

function strictest(all: readonly Override[], kind: 'floor' | 'ceiling'): Limit | null {
  const sign = kind === 'floor' ? 1 : -1;
  let found: Limit | null = null;
  for (const override of all) {
    if (override.kind !== kind || override.units === null) continue;
    const units = wholeUnits(override.units);
    if (found === null || sign * units > sign * found.units) found = { ...override, units };
  }
  return found;
}

function verdict(before: number, units: number, { untilMs, note }: Override, says: string): LimitedUnits {
  if (units === before) return null;
  const because: Because = { says, note, untilMs };
  return { units, because };
}
