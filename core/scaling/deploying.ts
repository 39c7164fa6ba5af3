import type { DecidingConfig } from './deciding-config.ts';
import type { Observation } from './observation.ts';

/** Entries of before have no patience: theirs is the default. */
export const usualDeploymentSeconds = 3600;

/**
 * Since when every look has found the target in a deployment; null where none is under way. Why: docs/decisions/0009.
 */
export function deployingSince({ capacity, memory, atMs }: Observation): number | null {
  return capacity.keepBecause === null ? null : (memory.kept?.deployingSinceMs ?? atMs);
}

/** Whether a deployment has lasted for longer than scale-in waits for one. */
export function isDeploymentOverdue({ scaleIn }: DecidingConfig, sinceMs: number | null, atMs: number): boolean {
  return sinceMs !== null && atMs - sinceMs >= (scaleIn.deploymentPatienceSeconds ?? usualDeploymentSeconds) * 1000;
}
