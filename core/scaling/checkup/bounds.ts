import { type Found, ok, warning } from '../../model/verdict.ts';
import type { ScalableConfig } from '../config/scalable.ts';

interface Limits {
  readonly min: number;
  readonly max: number;
}

/** The target's own limits win over the bounds, so that those that one reads would not be those in force. */
export function foundOfBounds(limits: Limits, { bounds, beside }: ScalableConfig, widen: string): readonly Found[] {
  // Where the minimum is what is moved, only the maximum limits it.
  if ((beside !== undefined || bounds.min >= limits.min) && bounds.max <= limits.max)
    return [ok(`its own limits, ${tell(limits)}, hold the bounds`)];
  return [warning(`the bounds are ${tell(bounds)}, and its own limits of ${tell(limits)} win`, widen)];
}

const tell = ({ min, max }: Limits) => `${min} to ${max}`;
