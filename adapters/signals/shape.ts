import * as z from 'zod/mini';
import { mask } from '../../core/because-of.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { came } from './came.ts';
import { type Message, type ShapeName, signs } from './signs.ts';

/** What is known of a message from what it came in. */
export interface Wrapping {
  /** Where it was found, for errors, e.g. `event.Records[0].body`. */
  readonly at: string;
  /** The id of the innermost wrapping that has one. */
  readonly id: string;
  /** Whether a wrapping, or the message itself, asks for a dry run. */
  readonly dryRun: boolean;
}

/** `id` as the sender gives it, kept short, or else the wrapping's. */
export function idOf(id: string | undefined, wrapping: Wrapping): string {
  return (id || wrapping.id).slice(0, 128);
}

/** One shape of message, and how it is read. */
export interface Shape<Said> {
  readonly name: ShapeName;
  /** Throws `InvalidInput` where the message means to be of this shape and is not. */
  read(message: Message, wrapping: Wrapping): Said;
}

/** A shape told by a schema. */
export function shape<S extends z.ZodMiniType, Said>(
  name: ShapeName,
  schema: S,
  toSaid: (content: z.output<S>, wrapping: Wrapping) => Said,
): Shape<Said> {
  return {
    name,
    read(message, wrapping) {
      const parsed = schema.safeParse(message);
      if (parsed.success) return toSaid(parsed.data, wrapping);
      throw misshapen(signs[name].title, message, wrapping.at, parsed.error.issues[0]);
    },
  };
}

/** The fields of a message that a person may write. Strict: a misspelt `dryRun` must not turn a rehearsal into a change. */
export function typed<Fields extends z.core.$ZodLooseShape>(fields: Fields) {
  return z.strictObject({ ...fields, dryRun: z.optional(z.boolean()) });
}

function misshapen(title: string, message: Message, at: string, issue: z.core.$ZodIssue | undefined): InvalidInput {
  const path = issue?.path ?? [];
  if (issue?.code === 'unrecognized_keys') return unknownKey([at, ...path], issue.keys[0] ?? '', title);
  const value = path.reduce<unknown>((of, key) => (of as Record<PropertyKey, unknown> | undefined)?.[key], message);
  const field = [at, ...path.map(String)].join('.');
  return new InvalidInput(field, `expected ${expectation(issue)} in ${title}; came ${came(value)}`);
}

const longestKey = 60;

function unknownKey(path: readonly PropertyKey[], key: string, title: string): InvalidInput {
  const field = [...path.map(String), mask(key.slice(0, longestKey))].join('.');
  return new InvalidInput(field, `expected no other keys than the known ones in ${title}; leave it out, or correct it`);
}

function expectation(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  if (issue?.code === 'invalid_type') return `a value of type ${issue.expected}`;
  if (issue?.code === 'too_big' || issue?.code === 'too_small') return 'what is neither empty nor too long';
  return issue?.message ?? 'something else';
}

/** Whether a message asks that nothing be changed. Throws `InvalidInput` where it says neither yes nor no, or nearly. */
export function asksForDryRun(message: Message, at: string): boolean {
  for (const key of Object.keys(message)) if (isNearlyDryRun(key)) throw misspelt(`${at}.${key}`);
  const { dryRun } = message;
  if (dryRun === undefined || typeof dryRun === 'boolean') return dryRun === true;
  throw new InvalidInput(`${at}.dryRun`, `expected true or false; came ${came(dryRun)}`);
}

/** Another case, or other separators: whoever wrote that wanted nothing to be changed. */
function isNearlyDryRun(key: string): boolean {
  return key !== 'dryRun' && key.replace(/[^a-z]/gi, '').toLowerCase() === 'dryrun';
}

function misspelt(field: string): InvalidInput {
  return new InvalidInput(field, 'no other keys than dryRun ask for a dry run; write it like that');
}
