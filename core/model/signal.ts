import type { CapabilityName } from './capability-name.ts';

/** The state of a CloudWatch alarm, in CloudWatch's own words. */
export type AlarmState = 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';

/** What every signal says of itself. */
interface Sent {
  /** Identifies the delivery in logs and entries. It never suppresses a look: the same signal twice is two looks. */
  readonly id: string;
  /** When the sender says it happened, milliseconds since 1970; null where it does not say. Never used as "now". */
  readonly atMs: number | null;
  /** True where nothing may be changed or recorded: the answer is what would be done. */
  readonly dryRun: boolean;
}

/** A CloudWatch alarm changed its state. */
export interface AlarmSignal extends Sent {
  readonly kind: 'alarm';
  readonly alarmName: string;
  readonly state: AlarmState;
}

/** The schedule's beat: look at what is being watched, and now and then at everything. */
export interface TickSignal extends Sent {
  readonly kind: 'tick';
}

/** A person, or another program, asks one capability for a look. Entries of 0.1.0 name no capability. */
export interface ManualSignal extends Sent {
  readonly kind: 'manual';
  readonly capability: CapabilityName;
  /** Null where they name none and mean all. */
  readonly subject: string | null;
  /** What has changed that is read seldom: which zones load is shifted away from. Left out where nothing has. */
  readonly about?: 'zones';
}

/** Headroom has changed the capacity of a scalable. */
export interface ChangeSignal extends Sent {
  readonly kind: 'change';
  readonly scalable: string;
}

/** A program says that content has changed: a bucket of its object, or whoever publishes of paths and tags. */
export interface ContentSignal extends Sent {
  readonly kind: 'content';
}

/** A release, or a schedule of the user's, says that all of a purge may have changed. */
export interface ReleaseSignal extends Sent {
  readonly kind: 'release';
  readonly purge: string;
}

/** Headroom itself asks for a look at a subject: at a time that an earlier one has named, or for what it has found. */
export interface WakeSignal extends Sent {
  readonly kind: 'wake';
  readonly subject: string;
  /** What has been found, or that another tier was decided; left out where an earlier look had asked. */
  readonly about?: 'bottleneck' | 'tier';
  /** Whose decision it is about; left out where it is about none. */
  readonly by?: string;
}

/** Something that says "look now". It never says how much. */
export type Signal =
  | AlarmSignal
  | TickSignal
  | ManualSignal
  | ChangeSignal
  | ContentSignal
  | ReleaseSignal
  | WakeSignal;
