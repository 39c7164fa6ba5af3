import { tell } from '../../core/model/reason.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';

/** Who settled a decision, and its sentence. */
export function why({ decision }: ScalingEntry): { readonly by: string; readonly because: string } {
  const binding = decision?.reasons[decision.binding];
  if (binding === undefined) return { by: 'nobody', because: 'there was no decision' };
  return { by: binding.by, because: tell(binding.because) };
}
