import type { Instance } from '@aws-sdk/client-auto-scaling';
import { type Marks, markLength, type UnitsMarked } from '../../../../core/scaling/pool/pool-told.ts';

/** More than these are not followed one by one: their marks would take most of what may be remembered. */
const mostMarked = 600;

/** The digits of a mark, six bits each. */
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Instances of a group and of its pool by what they do; null where there are too many to follow. */
export function unitsMarked(
  group: readonly Instance[],
  pool: { readonly ready: readonly Instance[]; readonly coming: readonly Instance[] },
): UnitsMarked | null {
  const inState = (begins: string) => group.filter(({ LifecycleState }) => LifecycleState?.startsWith(begins));
  if (group.length + pool.ready.length + pool.coming.length > mostMarked) return null;
  return {
    serving: marksOf(inState('InService')),
    starting: marksOf(inState('Pending')),
    ready: marksOf(pool.ready),
    // What leaves the group returns to its pool: that is what reuse on scale-in means.
    coming: marksOf([...pool.coming, ...inState('Terminating')]),
  };
}

function marksOf(instances: readonly Instance[]): Marks {
  return instances.map(({ InstanceId = '' }) => markOf(InstanceId)).join('');
}

/** The last bits of an instance's id, which are random. */
function markOf(id: string): string {
  const bits = Number.parseInt(id.slice(-5), 16) || 0;
  return Array.from({ length: markLength }, (_, place) => digits[(bits >> (6 * place)) & 63]).join('');
}
