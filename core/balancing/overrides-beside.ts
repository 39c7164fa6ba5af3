import { type InForce, type Meeting, meetsPause } from '../model/set-by-hand.ts';
import type { WeightOverride } from './observation.ts';

/** An override of weights as people read it. */
export function inForce({ kind, group, percent, untilMs, note, by = null }: WeightOverride): InForce {
  const says = group === null ? kind : `${kind} ${group} at ${percent} %`;
  return { kind, says, removal: `remove ${whatOf(kind, group)} --weights`, untilMs, note, by };
}

/** What tells the overrides of one balance apart. */
export function whatOf(kind: WeightOverride['kind'], group: string | null): string {
  return group === null ? kind : `${kind}:${group}`;
}

/** What becomes of an override beside those that are in force. */
export function meetings(set: WeightOverride, others: readonly WeightOverride[]): readonly Meeting[] {
  const pinned = others.filter(({ kind, group }) => kind === 'pin' && group !== set.group);
  const together = pinned.reduce((sum, { percent }) => sum + (percent ?? 0), set.percent ?? 0);
  return others.flatMap((other) => meeting(set, other, together) ?? []);
}

function meeting(set: WeightOverride, other: WeightOverride, together: number): Meeting | null {
  const beside = inForce(other);
  if (other.kind === set.kind && other.group === set.group)
    return { with: beside, says: 'it is replaced', contradicts: false };
  if (set.kind === 'pause') return { with: beside, says: 'the pause wins while it lasts', contradicts: false };
  if (other.kind === 'pause') return meetsPause(set, beside);
  if (set.kind !== 'pin' || other.kind !== 'pin' || together <= 100) return null;
  const says = `the pins come to ${together} % together, so that none of them gets what it says`;
  return { with: beside, says, contradicts: true };
}
