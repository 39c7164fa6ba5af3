/** The state of a CloudWatch alarm, in CloudWatch's own words. */
export type AlarmState = 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';

/** What every signal says of itself. */
interface Delivery {
  /** Identifies the delivery in logs and entries. It never suppresses a look: the same signal twice is two looks. */
  readonly id: string;
  /** When the sender says it happened, milliseconds since 1970; null where it does not say. Never used as "now". */
  readonly atMs: number | null;
  /** True where nothing may be changed or recorded: the answer is what would be done. */
  readonly dryRun: boolean;
}

/** A CloudWatch alarm changed its state. */
export interface AlarmSignal extends Delivery {
  readonly kind: 'alarm';
  readonly alarmName: string;
  readonly state: AlarmState;
}

/** The schedule's beat: look at what is being watched, and now and then at everything. */
export interface TickSignal extends Delivery {
  readonly kind: 'tick';
}

/** A person, or another program, asks for a look at one subject. */
export interface ManualSignal extends Delivery {
  readonly kind: 'manual';
  readonly subject: string;
}

/** Headroom has changed the capacity of a scalable. */
export interface ChangeSignal extends Delivery {
  readonly kind: 'change';
  readonly scalable: string;
}

/** Something that says "look now". It never says how much. */
export type Signal = AlarmSignal | TickSignal | ManualSignal | ChangeSignal;
