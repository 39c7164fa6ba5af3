import { InvalidInput } from '../../model/errors.ts';
import { speaksAtZero } from '../../readings/speaks-at-zero.ts';
import { returnsFromZero } from './returns-from-zero.ts';
import type { ScalableConfig } from './scalable.ts';

/**
 * Checks that capacity comes back from 0 where it may go there: a least of 0, with which alone a night's ceiling of 0 is
 * accepted. Throws `InvalidInput` with the ways to mend it.
 */
export function checkZero({ bounds, policies, readings }: ScalableConfig): void {
  if (bounds.min > 0 || bounds.max === 0) return;
  const speaks = (name: string) => readings[name] !== undefined && speaksAtZero(readings[name]);
  if (returnsFromZero(policies, speaks)) return;
  throw new InvalidInput('bounds.min', `0 would never be left again, since nothing speaks at zero; ${fix(readings)}`);
}

function fix(readings: ScalableConfig['readings']): string {
  const names = Object.keys(readings);
  const own =
    names.length === 0 ? '' : `; where ${names.join(' or ')} tells what arrives meanwhile, say speaksAtZero: true`;
  return (
    'raise it to 1, or add one of: a backlog policy on the visible messages of a queue, a demand counted in front of the ' +
    `target (albArrivals, or what a function sees while the group is empty), a schedule with a floor${own}`
  );
}
