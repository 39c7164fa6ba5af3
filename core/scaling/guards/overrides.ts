import type { Because } from '../../model/reason.ts';
import { isUnreadable, type UnreadableOverride } from '../../model/unreadable-override.ts';
import { type LimitedUnits, limitUnits } from '../guard.ts';
import type { Observation, Override } from '../observation.ts';
import { wholeUnits } from '../whole-units.ts';

/**
 * A person knows better, until their word expires. The highest floor and the lowest ceiling count, and where they contradict
 * each other the floor does, since more capacity is the safer mistake. That nothing at all is changed is said by `pause`.
 * Where an override cannot be read nobody knows whether it is a floor or a pause: nothing is taken away until it is mended.
 */
export const overrides = limitUnits(({ observation: { overrides: all, capacity, atMs } }, units) => {
  if (all.length === 0) return null;
  const said = asSaid(all, units, atMs);
  const unreadable = all.find(isUnreadable);
  return unreadable === undefined ? said : heldBecause(unreadable, said?.units ?? units, capacity.asked);
});

function asSaid(all: Observation['overrides'], units: number, atMs: number): LimitedUnits {
  const inForce = all.filter((override) => !isUnreadable(override)).filter(({ untilMs }) => untilMs > atMs);
  const floor = strictest(inForce, 'floor');
  const ceiling = strictest(inForce, 'ceiling');
  const contradict = floor !== null && ceiling !== null && floor.units > ceiling.units;
  if (contradict) return units === floor.units ? null : verdict(floor, ceiling);
  if (floor !== null && units < floor.units) return verdict(floor, null);
  return ceiling === null || units <= ceiling.units ? null : verdict(ceiling, null);
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

/** What counts, who set it and why, and what it wins over. */
function verdict({ kind, units, untilMs, note, by = null }: Limit, over: Limit | null): LimitedUnits {
  const author = by === null ? '' : ' by {by}';
  const won = over === null ? '' : `, and it wins over a ${over.kind} of {over}`;
  const told = { ...(by !== null && { by }), ...(over !== null && { over: over.units }) };
  const because: Because = { says: `a ${kind} set by hand${author}${won}: {note}`, note, untilMs, ...told };
  return { units, because };
}
