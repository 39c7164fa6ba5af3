import type * as z from 'zod/mini';
import { InvalidInput } from '../../core/model/errors.ts';
import type { Signal } from '../../core/model/signal.ts';
import { came } from './came.ts';

/** A JSON object whose meaning is not known yet. */
export type Message = Readonly<Record<string, unknown>>;

/** What is known of a message from what it came in. */
export interface Wrapping {
  /** Where it was found, for errors, e.g. `event.Records[0].body`. */
  readonly at: string;
  /** The id of the innermost wrapping that has one. */
  readonly id: string;
  /** Whether a wrapping asks for a dry run. */
  readonly dryRun: boolean;
}

/** `id` as the sender gives it, kept short, or else the wrapping's. */
export function idOf(id: string | undefined, wrapping: Wrapping): string {
  return (id || wrapping.id).slice(0, 128);
}

/** One form in which a signal arrives. */
export interface Shape {
  /** What it is called where an error lists what is understood. */
  readonly title: string;
  /** Whether a message means to be of this form; cheap. */
  fits(message: Message): boolean;
  /** Throws `InvalidInput` where the message means to be of this form and is not. */
  read(message: Message, wrapping: Wrapping): Signal;
}

/** A form told by a schema. */
export function shape<S extends z.ZodMiniType>(
  title: string,
  fits: (message: Message) => boolean,
  schema: S,
  toSignal: (content: z.output<S>, wrapping: Wrapping) => Signal,
): Shape {
  return {
    title,
    fits,
    read(message, wrapping) {
      const parsed = schema.safeParse(message);
      if (parsed.success) return toSignal(parsed.data, wrapping);
      throw misshapen(title, message, wrapping.at, parsed.error.issues[0]);
    },
  };
}

function misshapen(title: string, message: Message, at: string, issue: z.core.$ZodIssue | undefined): InvalidInput {
  const path = issue?.path ?? [];
  const value = path.reduce<unknown>((of, key) => (of as Record<PropertyKey, unknown> | undefined)?.[key], message);
  const field = [at, ...path.map(String)].join('.');
  return new InvalidInput(field, `expected ${expectation(issue)} in ${title}; came ${came(value)}`);
}

function expectation(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  if (issue?.code === 'invalid_type') return `a value of type ${issue.expected}`;
  if (issue?.code === 'unrecognized_keys') return `no other keys than the known ones (not ${issue.keys.length} more)`;
  if (issue?.code === 'too_big' || issue?.code === 'too_small') return 'a text that is neither empty nor too long';
  return issue?.message ?? 'something else';
}
