import * as z from 'zod/mini';
import { mask } from '../../../../core/because-of.ts';
import { tellIssues } from '../../../../core/schema/tell-issue.ts';

const units = z.int().check(z.nonnegative());
const reason = z.string().check(z.minLength(1));
const refused = z.strictObject({ refused: reason });

const capacity = z.strictObject({
  asked: units,
  /** May be a part of a unit, as where units weigh differently. */
  running: z.number().check(z.nonnegative()),
  min: z._default(z.nullable(units), null),
  max: z._default(z.nullable(units), null),
  /** Why no change would be taken just now. */
  busy: z._default(z.nullable(reason), null),
});
export type CapacityAnswer = z.output<typeof capacity>;

/** The function answered something that is not an answer. */
class BadAnswer extends Error {
  override readonly name = 'BadAnswer';
}

/** The function says that what was asked for is not to be had. */
export class RefusedByFunction extends Error {
  override readonly name = 'RefusedByFunction';
}

/** Reads `{ "asked", "running", "min", "max", "busy" }`. Throws `RefusedByFunction` where it is refused, else `BadAnswer`. */
export function readCapacity(text: string): CapacityAnswer {
  const given = parsedOf(text);
  refuseIfRefused(given);
  const parsed = capacity.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new BadAnswer(tellIssues(parsed.error.issues, given, capacity).message);
}

const taken = z.strictObject({});

/** Reads what a function has answered to a change: `{}` or nothing where it is taken. Throws as `readCapacity` does. */
export function readTaken(text: string): void {
  const given = text.trim() === '' || text.trim() === 'null' ? {} : parsedOf(text);
  refuseIfRefused(given);
  const parsed = taken.safeParse(given);
  if (!parsed.success) throw new BadAnswer(tellIssues(parsed.error.issues, given, taken).message);
}

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadAnswer('the answer is not JSON; answer an object');
  }
}

function refuseIfRefused(given: unknown): void {
  const parsed = refused.safeParse(given);
  if (parsed.success) throw new RefusedByFunction(mask(parsed.data.refused));
}
