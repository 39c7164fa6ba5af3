import { type InForce, type Meeting, meetsPause } from '../model/set-by-hand.ts';
import type { Override } from './observation.ts';

/** An override as people read it. */
export function inForce({ kind, units, untilMs, note, by = null }: Override): InForce {
  const says = units === null ? kind : `${kind} ${units}`;
  return { kind, says, removal: `remove ${kind}`, untilMs, note, by };
}

/** What becomes of an override beside those that are in force. */
export function meetings(set: Override, others: readonly Override[]): readonly Meeting[] {
  return others.flatMap((other) => meeting(set, other) ?? []);
}

function meeting(set: Override, other: Override): Meeting | null {
  const beside = inForce(other);
  if (other.kind === set.kind) return { with: beside, says: 'it is replaced', contradicts: false };
  if (set.kind === 'pause') return { with: beside, says: 'the pause wins while it lasts', contradicts: false };
  if (other.kind === 'pause') return meetsPause(set, beside);
  // What is to be prepared is no word on what runs.
  if (set.kind === 'prepared' || other.kind === 'prepared') return null;
  const [floor, ceiling] = set.kind === 'floor' ? [set, other] : [other, set];
  if ((floor.units ?? 0) <= (ceiling.units ?? 0)) return null;
  return { with: beside, says: 'the floor wins', contradicts: true };
}
