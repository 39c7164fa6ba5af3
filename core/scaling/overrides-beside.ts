import { type InForce, type Meeting, meetsPause } from '../model/set-by-hand.ts';
import type { Override } from './observation.ts';

/** An override as people read it. */
export function inForce({ kind, units, size, untilMs, note, by = null }: Override): InForce {
  const what = units ?? size ?? null;
  const says = what === null ? kind : `${kind} ${what}`;
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
  // What is to be prepared, or how big a unit is, is no word on what runs.
  if ([set.kind, other.kind].some((kind) => kind === 'prepared' || kind === 'size')) return null;
  const [floor, ceiling] = set.kind === 'floor' ? [set, other] : [other, set];
  if ((floor.units ?? 0) <= (ceiling.units ?? 0)) return null;
  return { with: beside, says: 'the floor wins', contradicts: true };
}
