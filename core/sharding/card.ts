import type { Card } from '../card.ts';
import { counted } from '../model/counted.ts';
import { decide } from './planning/decide.ts';
import type { Kept, Observation, ShardingStep } from './planning/observation.ts';

/** Sharding: which slot moves where. */
export const card: Card<Observation, ShardingStep, Kept> = {
  name: 'sharding',
  amounts: 'plans',
  asks: { would: 'go on with', did: 'goes on with' },
  reasonsPropose: true,
  decide,
  seen: (observation, desired) => {
    const step = desired === null ? 'unknown' : stepText(desired);
    return `mode ${observation.mode}, ${planText(observation) ?? 'no plan'} runs -> ${step}`;
  },
  desired: stepText,
  inputs: ({ busy, measuredAtMs }) => {
    const measured = measuredAtMs === null ? 'never' : new Date(measuredAtMs).toISOString();
    return [`busy: ${busy.join(', ') || 'no shard'}`, `loads: of the hour from ${measured}`];
  },
  standing: (observation) => ({
    mode: observation.mode,
    asked: planText(observation),
    running: observation.busy.length === 0 ? null : `busy: ${observation.busy.join(', ')}`,
  }),
  wanted: stepText,
};

function planText({ running }: Observation): string | null {
  return running === null ? null : `plan ${running.stored.plan.id}`;
}

function stepText({ plan, begin, end }: ShardingStep): string {
  const parts = [
    ...(plan === null ? [] : [`plan ${plan.id} of ${counted(plan.moves.length, 'slot')}`]),
    ...(begin.length === 0 ? [] : [`begin slots ${begin.map(({ slot }) => slot).join(', ')}`]),
    ...(end === null ? [] : [`the plan is ${end.is}`]),
  ];
  return parts.join('; ') || 'nothing to do';
}
