import * as z from 'zod/mini';
import { InvalidInput } from '../../../model/errors.ts';
import { count, orNull, text, timeOfDay } from '../../../schema/fields.ts';
import { weekdays } from '../../../time/wall-clock.ts';
import { policyKind } from './any-kind/policy-kind.ts';

const oneWindow = z.strictObject({
  /** The days on which the window starts. */
  days: z._default(z.array(z.enum(weekdays)).check(z.minLength(1)), [...weekdays]),
  /** From this minute on; a window whose end is not after its start runs into the next day. */
  from: timeOfDay,
  /** Until this minute, which is not part of it any more. */
  to: timeOfDay,
  /** The least while the window is open, units; null for none. */
  floor: orNull(count()),
  /** The most while the window is open, units; null for none. */
  ceiling: orNull(count()),
});
type Window = Readonly<z.output<typeof oneWindow>>;

/** Floors and ceilings by the clock of a time zone. Where windows overlap the highest floor and the lowest ceiling count. */
export const schedule = policyKind({
  schema: z.strictObject({
    /** The time zone of all windows, as IANA calls it. */
    timeZone: text(),
    /** When there is which floor or ceiling. */
    windows: z.array(oneWindow).check(z.minLength(1)),
  }),
  readings: () => ({}),
  wants: () => [],
  demand: () => null,
  wakeAbove: () => null,
  raisesFromZero: ({ windows }) => (windows.some(({ floor }) => (floor ?? 0) > 0) ? [] : null),
  simulated: (policy) => policy,
  learns: false,
  foresees: true,
  check({ timeZone, windows }, field, { bounds }) {
    checkTimeZone(timeZone, `${field}.timeZone`);
    windows.forEach((window, index) => {
      const at = `${field}.windows[${index}]`;
      checkWindow(window, at);
      checkWithin(window, at, bounds);
    });
  },
});

function checkTimeZone(timeZone: string, field: string): void {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone });
  } catch {
    throw new InvalidInput(field, `"${timeZone}" is not an IANA time zone; write one such as Europe/Berlin`);
  }
}

function checkWindow({ floor, ceiling }: Window, at: string): void {
  if (floor === null && ceiling === null) {
    throw new InvalidInput(at, 'a window has a floor, a ceiling or both; give one');
  }
  if (floor !== null && ceiling !== null && floor > ceiling) {
    throw new InvalidInput(at, `floor ${floor} is above ceiling ${ceiling}; raise the ceiling or lower the floor`);
  }
}

function checkWithin(
  { floor, ceiling }: Window,
  at: string,
  { min, max }: { readonly min: number; readonly max: number },
): void {
  if (floor !== null && floor > max) {
    throw new InvalidInput(
      `${at}.floor`,
      `${floor} is above bounds.max ${max}, which would win; lower it or raise bounds.max`,
    );
  }
  if (ceiling !== null && ceiling < min) {
    throw new InvalidInput(
      `${at}.ceiling`,
      `${ceiling} is below bounds.min ${min}, which would win; raise it or lower bounds.min`,
    );
  }
}
