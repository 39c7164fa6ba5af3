import * as z from 'zod/mini';
import { count, integer, number, orNull, positive, seconds, text, timeOfDay } from '../../schema/fields.ts';
import type { OfKind } from '../../schema/one-of.ts';
import { weekdays } from '../../time/wall-clock.ts';

/** Where an AWS resource lives. Null means the account and Region that Headroom is deployed in. */
const place = { account: orNull(z.string()), region: orNull(z.string()) };

/** What can be scaled. A new kind is one line here, one file in `adapters/targets`, one in `lib/targets`. */
export const targetKinds = {
  'auto-scaling-group': z.strictObject({ ...place, autoScalingGroupName: text() }),
  'ecs-service': z.strictObject({ ...place, cluster: text(), serviceName: text() }),
};

/** How a provisioner makes a demand to serve out of what it has learned. */
export const asking = z.discriminatedUnion('by', [
  /** What was last measured, over the share of a unit that is to be used. */
  z.strictObject({ by: z.literal('rate'), target: positive() }),
  /** Mean plus so many standard deviations of about the last so many periods. */
  z.strictObject({ by: z.literal('envelope'), periods: positive(), deviations: number() }),
  /**
   * A forecast of the highest demand over the lead: an upper expectile, and above it either a quantile of how far off the
   * forecast has been (a share below 1), or where that is null a fixed margin as a natural logarithm.
   */
  z.strictObject({
    by: z.literal('window-maximum'),
    expectile: z.number().check(z.gt(0), z.lt(1)),
    quantile: orNull(z.number().check(z.gt(0), z.lt(1))),
    margin: z._default(number(), 0),
  }),
]);

/** What a unit serves, for those who staff by waiting times. */
const staffed = {
  /** A reading of arrivals per second. */
  reading: text(),
  /** The most that one unit can serve per second. */
  unitPerSecond: positive(),
  serversPerUnit: z._default(integer().check(z.positive()), 8),
  /** A request that waits longer than this violates the objective; a number of units suffices where the tail of those is at most this. */
  waitSeconds: z._default(positive(), 0.2),
  needTail: z._default(z.number().check(z.gt(0), z.lt(1)), 0.001),
  /**
   * What tells how full the units are. With it the capacity of a unit is learned (a deploy or another size may change it),
   * units that are full never lower, and what they serve counts as the least that was wanted. Null: `unitPerSecond` holds.
   */
  strain: orNull(
    z.strictObject({
      /** A reading of the busy share of the units that run, 0 to 1. */
      utilisation: text(),
      /** A reading of what waits to be served; null where nothing tells it. */
      backlog: orNull(text()),
      /** For how long a new unit may serve less than the others; minutes with such units teach nothing of a unit. */
      warmUpSeconds: z._default(seconds(), 180),
    }),
  ),
};

/** Ways to propose a capacity. A new kind is one line here and one file in `core/scaling/policies`. */
export const policyKinds = {
  /** Keeps a reading at a target: `demand` is divided among the units, `utilisation` is already an average over them. */
  'target-tracking': z.strictObject({ reading: text(), of: z.enum(['demand', 'utilisation']), target: positive() }),
  /** Adds or removes by steps of a reading. Ranges do not overlap; where none holds the reading, the policy is silent. */
  step: z.strictObject({
    reading: text(),
    steps: z
      .array(
        z.strictObject({
          /** The range is `from <= reading < below`; null is open. */
          from: orNull(number()),
          below: orNull(number()),
          /** Units to add; negative removes. Null where `addPercent` says it. */
          add: orNull(integer()),
          /** Percent of capacity to add, rounded away from zero; negative removes. Null where `add` says it. */
          addPercent: orNull(number().check(z.gte(-100))),
        }),
      )
      .check(z.minLength(1)),
  }),
  /** Floors and ceilings by the clock of a time zone. Where windows overlap the highest floor and the lowest ceiling count. */
  schedule: z.strictObject({
    timeZone: text(),
    windows: z
      .array(
        z.strictObject({
          /** The days on which the window starts. */
          days: z._default(z.array(z.enum(weekdays)).check(z.minLength(1)), [...weekdays]),
          /** From this minute on; a window whose end is not after its start runs into the next day. */
          from: timeOfDay,
          to: timeOfDay,
          floor: orNull(count()),
          ceiling: orNull(count()),
        }),
      )
      .check(z.minLength(1)),
  }),
  /** Keeps a queue short enough that its last message waits no longer than is acceptable. */
  backlog: z.strictObject({
    /** A reading of the messages waiting. */
    reading: text(),
    acceptableLatencySeconds: positive(),
    /** How long one unit works on one message. */
    processingSeconds: positive(),
  }),
  /**
   * Learns a demand and asks for what will serve it over the lead time. All ways of asking share what is learned, so that
   * the way can be changed at night, by backtest, without starting anew.
   */
  provisioner: z.strictObject({
    ...staffed,
    asking: z._default(asking, { by: 'rate', target: 0.6 }),
    /** Goes down only to the highest need of this long. */
    holdSeconds: z._default(seconds(), 1200),
  }),
  /** A provisioner whose way of asking and hold are chosen each night, by backtest of what was recorded. */
  tuned: z.strictObject(staffed),
};

export type TargetConfig<Kind extends keyof typeof targetKinds = keyof typeof targetKinds> = OfKind<
  typeof targetKinds,
  Kind
>;
export type PolicyConfig<Kind extends keyof typeof policyKinds = keyof typeof policyKinds> = OfKind<
  typeof policyKinds,
  Kind
>;
