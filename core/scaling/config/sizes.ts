import * as z from 'zod/mini';
import { count, integer, orNull, positive, text, timeOfDay } from '../../schema/fields.ts';
import { weekdays } from '../../time/wall-clock.ts';

/** One size that units may have. */
const rungSchema = z.strictObject({
  /**
   * As its provider calls it: an instance type such as `m7g.large`, CPU units and MiB of a task, as `512/1024`, a class of the
   * instances of a cluster, as `db.r7g.large`, or the memory of a function in MB, as `1024`.
   */
  size: text(),
  /** What one unit of it serves beside one of the others, in whatever measure is the same for all, e.g. requests a second. */
  serves: positive(),
  /** Null to have it from the price list of the house. */
  usdPerHour: orNull(positive()),
});

const windowSchema = z.strictObject({
  /** The days on which the window starts. */
  days: z._default(z.array(z.enum(weekdays)).check(z.minLength(1)), [...weekdays]),
  /** A window whose end is not after its start runs into the next day. */
  from: timeOfDay,
  to: timeOfDay,
});

const percent = () => integer().check(z.gte(1), z.lte(50));
/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html */
const mostCheckpointSeconds = 172_800;

/** How big a unit is, and whether Headroom may change that. */
export const sizesSchema = z.strictObject({
  /** `recommend` says which size would be right, `on` changes it, in the mode `on` of the scalable alone. */
  change: z._default(z.enum(['recommend', 'on']), 'recommend'),
  /** The size that the numbers of policies are of, e.g. what one unit serves. */
  configured: text(),
  /** The sizes there are, the one that serves least first. A change goes to the one before or after. */
  ladder: z.array(rungSchema).check(z.minLength(2)),
  /** Of the windows: an IANA time zone. */
  timeZone: z._default(text(), 'UTC'),
  /** When a change may begin; it ends when it ends. */
  windows: z._default(z.array(windowSchema), []),
  /** The fewest units that run before, during and after a change; null for as many as the target has zones. */
  redundancy: orNull(count().check(z.gte(1))),
  /**
   * How many of the units are replaced first, or which share of the calls a new version of a function gets first. An ECS service
   * is watched by its own circuit breaker instead, and of a cluster it is one reader.
   */
  canaryPercent: z._default(percent(), 10),
  /** How long those are watched before the rest follows. */
  watchSeconds: z._default(count().check(z.lte(mostCheckpointSeconds)), 1800),
  /** The share of what it serves that a unit is used for; nights reckon with it. */
  use: z._default(z.number().check(z.gt(0), z.lte(1)), 0.7),
  /** The share of its work by which each unit waits for the others. */
  contention: z._default(z.number().check(z.gte(0), z.lt(1)), 0),
});

export type Sizes = Readonly<z.output<typeof sizesSchema>>;
export type Rung = Sizes['ladder'][number];
