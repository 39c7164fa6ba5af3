import * as z from 'zod/mini';

/** Kinds of number and text that configs are made of. */
export const text = () => z.string().check(z.minLength(1));
export const count = () => z.int().check(z.nonnegative());
export const positive = () => z.number().check(z.positive());
export const seconds = () => z.int().check(z.nonnegative());

/** A field that may be left out; it is null then, since undefined does not survive JSON. */
export const orNull = <T extends z.core.SomeType>(schema: T) => z._default(z.nullable(schema), null);
