import { readEpoch } from './epoch.ts';
import { readStamp } from './stamp.ts';

/** A time as a person types it: ISO 8601 (UTC where it names no zone) or Unix time; null where it is none, or may be two. */
export function parseTimestamp(text: string): number | null {
  const epochMs = readEpoch(text);
  if (epochMs !== null) return epochMs;
  const stamp = readStamp(text);
  if (stamp === null || 'fault' in stamp || stamp.zone !== null || stamp.dayFirstMs !== null) return null;
  return stamp.wallMs - (stamp.offsetMs ?? 0);
}
