import { Refusal } from '../../core/model/errors.ts';
import type { Looked } from './look-all.ts';

/** Why a look should be made again with its message; null where it went well, or where trying again would not help. */
export function faultOf(looked: Looked): Error | null {
  if (looked.entry === null) {
    const { fault } = looked;
    if (fault instanceof Refusal) return null;
    return fault instanceof Error ? fault : new Error(String(fault));
  }
  const { outcome, subject, id } = looked.entry;
  return outcome?.is === 'failed' ? new Error(`the look at ${subject} failed; its entry ${id} tells why`) : null;
}
