import { lookingFunctions } from './capability-name.ts';

/**
 * The names of all functions of a deployment that a release is of, those of capabilities that it may not use included, and those
 * of keyspaces not.
 */
export function releasedFunctions(deployment: string): readonly string[] {
  const looking = lookingFunctions.filter((name) => !name.startsWith('shard-')).map((name) => `${deployment}-${name}`);
  return [...looking, `${deployment}-policy-tuner`, `customWidget-${deployment}-decisions`];
}
