import * as z from 'zod/mini';
import { integer, orNull, seconds, text } from '../../schema/fields.ts';
import { units } from '../unit.ts';
import type { SourceKindOf } from './source-contract.ts';

const schema = z.strictObject({
  /**
   * A Lambda function of yours in Headroom's account and Region: its name, or its ARN. A version or an alias may follow, as
   * in `orders:live`.
   */
  functionName: text(),
  /** What the function is told of what is wanted; the function alone knows what it means. */
  payload: z._default(z.record(z.string(), z.json()), {}),
  /** The length of a period. */
  periodSeconds: z._default(integer().check(z.positive()), 60),
  /** How long after its period's end a point may take to appear. */
  delaySeconds: z._default(seconds(), 60),
  /** What a point counts; null where it is none of these. */
  unit: orNull(z.enum(units)),
  /** Whether points add up: over a period twice as long they are twice as large. */
  adds: z._default(z.boolean(), false),
  /** Whether it tells what arrives while nothing runs that could serve it; null, which counts as no, where nobody says. */
  speaksAtZero: orNull(z.boolean()),
});

/** A Lambda of the user's that answers numbers. It wakes nobody, so every tick looks. */
export const lambda = {
  schema,
  wakes: false,
  name: ({ functionName }) => functionName,
  unit: ({ unit }) => unit,
  adds: ({ adds }) => adds,
  isSparse: () => false,
  speaksAtZero: ({ speaksAtZero }) => speaksAtZero,
  zeroIsTold: () => false,
  inHand: () => null,
  keptPeriodSeconds: ({ periodSeconds }) => periodSeconds,
} as const satisfies SourceKindOf<typeof schema>;
