import type { Observation } from '../observation.ts';

/** Whether Headroom moves the minimum alone, and policies of AWS's own do the rest. */
export function isFloor({ config }: Pick<Observation, 'config'>): boolean {
  return config.beside !== undefined;
}

/**
 * What policies see of a target whose minimum alone is moved: what AWS runs above the minimum is asked for by AWS, and is no
 * surge of which nobody knows what it carries. The same object for all other targets. Why: docs/decisions/0081.
 */
export function asFloor(observation: Observation): Observation {
  const { memory } = observation;
  const { kept } = memory;
  if (!isFloor(observation) || kept === null) return observation;
  const seen = kept.seen.map((look) => ({ ...look, asked: Math.max(look.asked, look.running) }));
  return { ...observation, memory: { ...memory, kept: { ...kept, seen } } };
}

/** Units that stand whatever Headroom asks for: a minimum below them costs nothing. 0 where Headroom asks for all that run. */
export function standing(observation: Observation): number {
  return isFloor(observation) ? Math.floor(observation.capacity.running) : 0;
}
