import { Refusal } from '../model/errors.ts';
import type { ScalableConfig } from './config/scalable.ts';
import type { ScalingWorld, Target } from './ports.ts';

/** What is changed of a scalable's target: how many run, or beside policies of AWS's own their minimum. */
export function targetOf(
  { target, floors }: Pick<ScalingWorld, 'target' | 'floors'>,
  { beside }: Pick<ScalableConfig, 'beside'>,
): Target {
  if (beside === undefined) return target;
  if (floors === undefined) throw new Refusal('nobody can move a minimum here; leave beside out');
  return floors;
}
