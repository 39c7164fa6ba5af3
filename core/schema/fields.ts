import * as z from 'zod/mini';

/** Makes 0 of -0, which JSON does not keep. */
const plusZero = z.overwrite((value: number) => value + 0);

/** Kinds of number and text that configs are made of. */
export const text = () => z.string().check(z.minLength(1));
export const number = () => z.number().check(plusZero);
export const integer = () => z.int().check(plusZero);
export const count = () => integer().check(z.nonnegative());
export const positive = () => z.number().check(z.positive());
export const seconds = () => count();
/** Seconds of what ends within a day. More are milliseconds that somebody has written. */
export const delay = () => seconds().check(z.lte(86_400));

/** A field that may be left out; it is null then, since undefined does not survive JSON. */
export const orNull = <T extends z.core.SomeType>(schema: T) => z._default(z.nullable(schema), null);

/** A time of day on the 24-hour clock, such as 08:30. */
export const timeOfDay = z
  .string()
  .check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not a time of day from 00:00 to 23:59, such as 08:30'));
