import { InvalidInput } from '../core/model/errors.ts';

/** An environment variable that must be set. Throws `InvalidInput` where it is not. */
export function requiredVariable(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (value) return value;
  throw new InvalidInput(name, 'is not set; the Headroom construct sets it on the functions that it deploys');
}
