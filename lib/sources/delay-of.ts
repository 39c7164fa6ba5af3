import type { Duration } from 'aws-cdk-lib';

/** What every reading takes that may come late. */
export interface DelayOptions {
  /**
   * How long after its period's end a point may take to appear. Points that take longer by habit are waited for up to ten
   * minutes, and what to say here is told.
   * @default - what AWS usually takes: a minute, and less for periods below one
   */
  readonly delay?: Duration;
}

/** The same as a part of a reading says it; nothing where it is left out. */
export function delayOf({ delay }: DelayOptions): { readonly delaySeconds?: number } {
  return delay === undefined ? {} : { delaySeconds: delay.toSeconds() };
}
