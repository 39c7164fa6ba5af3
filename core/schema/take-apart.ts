import type * as z from 'zod/mini';
import { InvalidInput } from '../model/errors.ts';
import { shown } from './shown.ts';
import { tellIssues } from './tell-issue.ts';

/** An input in two parts. */
interface Apart {
  /** The fields that a schema names. */
  readonly named: Readonly<Record<string, unknown>>;
  /** Everything else. */
  readonly rest: unknown;
}

/** Takes the fields that a schema names out of an input. What is not an object is left whole, for whoever reads the rest to refuse. */
export function takeApart(schema: z.ZodMiniObject, input: unknown): Apart {
  if (!isRecord(input)) return { named: {}, rest: input };
  const isNamed = (key: string) => Object.hasOwn(schema.shape, key);
  const entries = Object.entries(input);
  return {
    named: Object.fromEntries(entries.filter(([key]) => isNamed(key))),
    rest: Object.fromEntries(entries.filter(([key]) => !isNamed(key))),
  };
}

/** Reads what a schema describes. Throws `InvalidInput` naming the field, the value and the fix. */
export function readBy<Output>(schema: z.ZodMiniType<Output>, input: unknown): Output {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw tellIssues(parsed.error.issues, input, schema);
  return parsed.data;
}

/** An object of names and things. Throws `InvalidInput`. */
export function recordOf(field: string, input: unknown, fix: string): Readonly<Record<string, unknown>> {
  if (isRecord(input)) return input;
  throw new InvalidInput(field, `${shown(input)} is not accepted; ${fix}`);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
