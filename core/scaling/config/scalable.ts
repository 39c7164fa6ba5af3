import * as z from 'zod/mini';
import { reading } from '../../readings/reading-config.ts';
import { count, delay, orNull, positive, seconds } from '../../schema/fields.ts';
import { oneOf } from '../../schema/one-of.ts';
import type { PoolAsking, SizeChoice } from './choice.ts';
import { policySchemas } from './policy-kinds.ts';
import { sizesSchema } from './sizes.ts';
import { targetKinds } from './target-kinds.ts';
import { connectionsMostSchema, needsSchema } from './tier-needs.ts';
import { warmPoolSchema } from './warm-pool.ts';

const readingName = z
  .string()
  .check(z.regex(/^[a-z][\w-]{0,63}$/i, 'not a name of letters, digits, "_" and "-" that begins with a letter'));

const modes = ['off', 'recommend', 'scale-out-only', 'on'] as const;

/** Everything about one scalable. */
export const scalableSchema = z.strictObject({
  schema: z._default(z.literal(1), 1),
  /** `off` only looks, `recommend` says what it would do, `scale-out-only` never takes away, `on` acts. */
  mode: z._default(z.enum(modes), 'recommend'),
  /** What is scaled, by its kind. */
  target: oneOf(targetKinds),
  /** The least and the most that are ever asked for. */
  bounds: z.strictObject({
    /** The least, units. */
    min: count(),
    /** The most, units. */
    max: count(),
  }),
  /** Percent of requests that may find too little capacity, which policies of the kind tuned keep; null for the usual one. */
  sloBudgetPercent: orNull(positive().check(z.lte(100))),
  /** How long a new unit takes from being asked for to being useful; where it is left out, as long as is usual of the kind. */
  leadSeconds: z._default(delay(), 180),
  /** Units that stand prepared beside what runs; left out where none are to. */
  warmPool: z.optional(warmPoolSchema),
  /** How big units are, and whether that may change; left out where they have one size for good. */
  sizes: z.optional(sizesSchema),
  /** The numbers that policies look at, each by a name of your own. */
  readings: z._default(z.record(readingName, reading), {}),
  /** What proposes a capacity. The highest proposal wins. */
  policies: z.array(oneOf(policySchemas)).check(z.minLength(1)),
  /** How much one look may ask for. */
  scaleOut: z._default(
    z.strictObject({
      /** Most that one look may ask for: this factor of what was asked, or this many units more, whichever is higher. */
      maxFactor: z._default(z.number().check(z.gt(1)), 2),
      /** This many units more are always allowed, whatever the factor says. */
      maxUnits: z._default(z.int().check(z.positive()), 4),
    }),
    { maxFactor: 2, maxUnits: 4 },
  ),
  /** How carefully capacity is taken away. */
  scaleIn: z._default(
    z.strictObject({
      /** Capacity follows down to the highest need of this long. */
      holdSeconds: z._default(seconds(), 300),
      /** Most that one look may take away, percent of what was asked; one unit is always allowed. */
      maxPercent: z._default(z.number().check(z.positive(), z.lte(100)), 50),
      /** How long scale-in waits for the end of a deployment. An hour where it is left out. */
      deploymentPatienceSeconds: z.optional(seconds()),
    }),
    { holdSeconds: 300, maxPercent: 50 },
  ),
  /** How long readings may stay silent before the scalable counts as degraded and somebody is told. */
  degradedAfterSeconds: z._default(seconds(), 1800),
  /** Whether it is meant that something else scales the target too. */
  coexist: z._default(z.boolean(), false),
  /**
   * Beside what it is scaled: `native` for policies of AWS's own, which go on reacting while Headroom moves their minimum alone.
   * Left out where Headroom scales it.
   */
  beside: z.optional(z.enum(['native'])),
  /** Whether CloudWatch gets the numbers of every decision, seven metrics that cost each; no where it is left out. */
  publish: z.optional(z.boolean()),
  /** The scalables that it sends its work to, and what it needs of each; left out where it needs none. */
  needs: needsSchema,
  /** How many connections it takes from those that need it; left out where they limit nothing. */
  connectionsMost: connectionsMostSchema,
  /** The alarm that wakes this scalable; null where nothing but the full look does. */
  alarmName: orNull(z.string()),
  /** Further alarms that wake it, where its policies watch several loads. */
  moreAlarmNames: z.optional(z.array(z.string())),
  /**
   * Whose zonal shift takes the load from its units in a zone: the ARN of the load balancer in front of them, or `itself`
   * where the target is shifted by its provider. Null where nobody shifts anything; then nobody is asked.
   */
  shiftedBy: orNull(z.string().check(z.minLength(1))),
});

/** What a user writes: everything with a default may be left out. */
export type ScalableInput = z.input<typeof scalableSchema>;
/** The whole config of one scalable, checked, defaults filled in. Null, never undefined, where something is left out. */
export type ScalableConfig = Readonly<z.output<typeof scalableSchema>> & {
  readonly scalable: string;
  /**
   * How a tuned policy asks for running and pool together, as a night has chosen; null where it found that no pool pays. Left
   * out where nothing is chosen.
   */
  readonly poolAsking?: PoolAsking | null;
  /** The size that a night has found right; left out where it found none. */
  readonly sizeChoice?: SizeChoice;
};
