import * as z from 'zod/mini';
import { integer, orNull } from '../../schema/fields.ts';
import { type Unit, units } from '../unit.ts';

/** What a part has beside its delay whose numbers are asked for, and watched by no alarm. */
export const polledFields = {
  /** The length of a period. */
  periodSeconds: z._default(integer().check(z.positive()), 60),
  /** What a value counts; null where it is none of these. */
  unit: orNull(z.enum(units)),
  /** Whether values add up: over a period twice as long they are twice as large, as with an increase or a count. */
  adds: z._default(z.boolean(), false),
  /** Whether it tells what arrives while nothing runs that could serve it; null, which counts as no, where nobody says. */
  speaksAtZero: orNull(z.boolean()),
} as const;

export interface PolledPart {
  readonly periodSeconds: number;
  readonly unit: Unit | null;
  readonly adds: boolean;
  readonly speaksAtZero: boolean | null;
}

/** What such a source is, as its parts say it. It wakes nobody, so every tick looks. */
export const polled = {
  wakes: false,
  unit: ({ unit }: PolledPart) => unit,
  adds: ({ adds }: PolledPart) => adds,
  speaksAtZero: ({ speaksAtZero }: PolledPart) => speaksAtZero,
  zeroIsTold: () => false,
  holdsLast: () => true,
  inHand: () => null,
  keptPeriodSeconds: ({ periodSeconds }: PolledPart) => periodSeconds,
} as const;
