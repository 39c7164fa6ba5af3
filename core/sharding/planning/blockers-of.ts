import type { Because } from '../../model/reason.ts';
import type { Goal } from './plan.ts';
import type { PlanningSituation, PlanningSlot } from './situation.ts';

/** What is wrong with a goal, each with what to do about it. */
export function blockersOf(goal: Goal, { shards, slots }: PlanningSituation): Because[] {
  const named =
    'shards' in goal ? goal.shards : [...('shard' in goal ? [goal.shard] : []), ...('to' in goal ? [goal.to] : [])];
  const known = new Map(shards.map((shard) => [shard.name, shard]));
  const unknown = named.filter((name) => !known.has(name));
  const blockers: Because[] = unknown.map((shard) => ({
    says: 'there is no shard "{shard}"; add it to the config and deploy, or correct the name',
    shard,
  }));
  if ('to' in goal && known.get(goal.to)?.draining === true)
    blockers.push({ says: 'shard "{shard}" is being emptied; choose another', shard: goal.to });
  if ('to' in goal && 'shard' in goal && goal.to === goal.shard)
    blockers.push({ says: 'shard "{shard}" is both ends; choose another', shard: goal.to });
  if (goal.is === 'move') blockers.push(...moveBlockers(goal, slots));
  if (goal.is === 'drain' && !shards.some(({ name, draining }) => name !== goal.shard && !draining))
    blockers.push({ says: 'no other shard could take what "{shard}" has; add one first', shard: goal.shard });
  return blockers;
}

function moveBlockers({ slot, to }: Goal & { readonly is: 'move' }, slots: readonly PlanningSlot[]): Because[] {
  const found = slots.find((one) => one.slot === slot);
  if (found === undefined) return [{ says: 'there is no slot {slot}; correct its number', slot }];
  if (found.moving) return [{ says: 'slot {slot} is moving already; wait for that, or abort it', slot }];
  if (found.shard === to) return [{ says: 'slot {slot} is on shard "{shard}" already', slot, shard: to }];
  return [];
}
