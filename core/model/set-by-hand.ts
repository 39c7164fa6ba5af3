import type { UnreadableOverride } from './unreadable-override.ts';

/** What every override has, whatever it sets aside. */
export interface SetByHand {
  /** It ends then. */
  readonly untilMs: number;
  /** Why, as its author says; null where they say nothing. */
  readonly note: string | null;
  /** Who set it, e.g. `user/alice`, without their account; null, or left out in older entries, where nobody knows. */
  readonly by?: string | null;
}

/** An override as people read it, whatever it sets aside. */
export interface InForce extends SetByHand {
  /** `pause` where nothing at all is changed while it lasts. */
  readonly kind: string;
  /** What was said: `floor 12`, `pause`, `pin blue at 10 %`. */
  readonly says: string;
  /** What takes it away again, after `override <subject>`: `remove floor`, `remove pin:blue --weights`. */
  readonly removal: string;
}

/** What people have set of a subject, and what of it cannot be read. */
export type Overrides = readonly (InForce | UnreadableOverride)[];

/** What an override meets that is in force already, or would be beside it. */
export interface Meeting {
  readonly with: InForce;
  /** What becomes of the two, e.g. `the floor wins`. */
  readonly says: string;
  /** Whether one of the two would never count: that is not done silently. */
  readonly contradicts: boolean;
}

/** What an override meets that is to change something while a pause is in force; null where that is none. */
export function meetsPause(set: SetByHand, other: InForce): Meeting | null {
  if (other.kind !== 'pause') return null;
  const never = set.untilMs <= other.untilMs;
  const says = never ? 'the pause wins, and outlasts it' : 'the pause wins; it counts once that ends';
  return { with: other, says, contradicts: never };
}
