import * as z from 'zod/mini';

/** A time of day on the 24-hour clock, such as 08:30. */
export const timeOfDay = z
  .string()
  .check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not a time of day from 00:00 to 23:59, such as 08:30'));
