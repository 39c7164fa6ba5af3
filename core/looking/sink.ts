import type { Line } from './tell.ts';

/** Something that others may want to know, as an event on a bus. */
export interface News {
  /** What an event of this kind is called, e.g. `Capacity Changed`. */
  readonly title: string;
  readonly detail: object;
  /** When it happened, milliseconds since 1970; null for now. */
  readonly atMs: number | null;
}

/** One line of the log, and the news in it. */
export interface Told {
  readonly level: 'info' | 'warn' | 'error';
  readonly line: Line;
  readonly news: News | null;
}

export type Unit = 'Count' | 'Seconds' | 'Milliseconds' | 'Bytes' | 'None';

/** One number of an invocation, by the name of its metric or field. */
export interface Counted {
  readonly name: string;
  readonly unit: Unit;
  readonly value: number;
  /** Whether it is a field of the log, and no metric. */
  readonly logged: boolean;
}

/** What one look knew and decided, in numbers for graphs. */
export interface Gauges {
  readonly subject: string;
  /** When the look was, milliseconds since 1970. */
  readonly atMs: number;
  /** By name; what is not known is left out. */
  readonly values: Readonly<Record<string, number>>;
  /** The policy or guard that settled it; null where nothing was decided. */
  readonly boundBy: string | null;
  /** Whether CloudWatch gets them too, where each of them costs. */
  readonly published: boolean;
}

/** Where ends what is told and counted. */
export interface Sink {
  tell(told: Told): void;
  count(counted: Counted): void;
  /** Left out by those that draw no graphs of single subjects. */
  gauge?(gauges: Gauges): void;
  /** Hands on what is kept back. Never rejects: whoever waits for it looks by the clock as well. */
  flush(): Promise<void>;
}
