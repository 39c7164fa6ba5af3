import type { InForce, Overrides } from '../model/set-by-hand.ts';
import { isUnreadable } from '../model/unreadable-override.ts';
import { tellOverride } from '../tell-override.ts';
import { utcText } from '../time/utc-text.ts';

/** Whether all acting of a deployment is stopped, as its switch says. */
export interface StopSeen {
  readonly stopped: boolean;
  readonly sinceMs: number | null;
  readonly note: string | null;
  readonly by: string | null;
}

/** What people have said that keeps a subject from being as it would be otherwise. */
export interface Hold {
  readonly is: 'stop' | 'override' | 'mode';
  readonly says: string;
  /** The command that takes it away, without the name of the program; null where only a deploy does. */
  readonly mend: string | null;
  /** Null where it has no end of its own. */
  readonly untilMs: number | null;
}

interface Settings {
  readonly stop: StopSeen;
  readonly overrides: Overrides;
  readonly mode: string | null;
}

/** All that holds a subject, what holds most first. */
export function heldBy(subject: string, { stop, overrides, mode }: Settings): readonly Hold[] {
  return [...(stop.stopped ? [stopHold(stop)] : []), ...overrideHolds(subject, overrides), ...modeHolds(mode)];
}

/** The stop switch, for people: `stopped since 2026-03-04 03:20:00Z by user/alice: game day`. */
export function tellStop({ sinceMs, by, note }: StopSeen): string {
  const since = sinceMs === null ? '' : ` since ${utcText(sinceMs)}`;
  return `stopped${since}${by === null ? '' : ` by ${by}`}${note === null ? '' : `: ${note}`}`;
}

function stopHold(stop: StopSeen): Hold {
  return { is: 'stop', says: tellStop(stop), mend: 'start', untilMs: null };
}

function overrideHolds(subject: string, overrides: Overrides): readonly Hold[] {
  const readable = overrides.filter((one): one is InForce => !isUnreadable(one));
  return readable
    .sort((a, b) => Number(b.kind === 'pause') - Number(a.kind === 'pause'))
    .map((one) => ({
      is: 'override',
      says: tellOverride(one),
      mend: `override ${subject} ${one.removal}`,
      untilMs: one.untilMs,
    }));
}

function modeHolds(mode: string | null): readonly Hold[] {
  if (mode === null || mode === 'on') return [];
  return [{ is: 'mode', says: `mode ${mode}`, mend: null, untilMs: null }];
}
