import type { Because } from '../../model/reason.ts';
import { type LimitedUnits, limitUnits } from '../guard.ts';
import type { Override } from '../observation.ts';
import { wholeUnits } from '../whole-units.ts';

/**
 * A person knows better, until their word expires. A pause wins over the rest: nothing is changed. The highest floor and
 * the lowest ceiling count, and where they contradict each other the floor does, since more capacity is the safer mistake.
 */
export const overrides = limitUnits(({ observation: { overrides: all, capacity, atMs } }, units) => {
  if (all.length === 0) return null;
  const inForce = all.filter(({ untilMs }) => untilMs > atMs);
  const pause = inForce.find(({ kind }) => kind === 'pause');
  if (pause !== undefined) return verdict(units, capacity.asked, pause, 'paused by hand: {note}');
  const floor = strictest(inForce, 'floor');
  const ceiling = strictest(inForce, 'ceiling');
  if (floor !== null && units < floor.units) return verdict(units, floor.units, floor, 'a floor set by hand: {note}');
  if (ceiling === null || units <= ceiling.units) return null;
  const limited = Math.max(ceiling.units, floor?.units ?? 0);
  return verdict(units, limited, ceiling, 'a ceiling set by hand: {note}');
});

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
