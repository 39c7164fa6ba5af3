import type * as z from 'zod/mini';
import { InvalidInput } from '../model/errors.ts';
import { isSubjectName, longestSubjectName } from '../model/subject-name.ts';
import { tellIssues } from './tell-issue.ts';

/** What is read: the config of something that has a name. */
interface Named<Output> {
  /** What it is called in messages, e.g. `scalable`. */
  readonly what: string;
  /** The field that holds its name. */
  readonly field: string;
  readonly name: string;
  readonly schema: z.ZodMiniType<Output>;
  readonly input: unknown;
}

/** Reads the config of one named thing. Throws `InvalidInput` naming the field, the value and the fix. */
export function parseNamed<Output>({ what, field, name, schema, input }: Named<Output>): Output {
  if (!isSubjectName(name)) {
    throw new InvalidInput(
      field,
      `"${name}" is not a name for a ${what}; use at most ${longestSubjectName} letters, digits, "._-", and "/" between parts`,
    );
  }
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw tellIssues(parsed.error.issues, input, schema);
  return parsed.data;
}
