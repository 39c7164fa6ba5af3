import * as z from 'zod/mini';
import { priceBook } from '../../prices/price-book.ts';
import { count, delay, orNull, positive, seconds, text, timeOfDay } from '../../schema/fields.ts';
import { type OfKind, oneOf } from '../../schema/one-of.ts';
import { weekdays } from '../../time/wall-clock.ts';

/** What holds the weights: the default action of a listener, or the action of one of its rules. */
const balancerKinds = {
  'alb-listener': z.strictObject({
    /** The listener whose default action holds the weights. */
    listenerArn: text(),
  }),
  'alb-rule': z.strictObject({
    /** The rule whose action holds the weights. */
    ruleArn: text(),
  }),
};

/** How a shift goes from the old group to the new one. */
const shiftPlanKinds = {
  /** One share after the other, each held for so long. The last one stays. */
  steps: z.strictObject({
    /** The shares, one after the other. */
    steps: z
      .array(
        z.strictObject({
          /** The share of the new group. */
          percent: percent(),
          /** How long it is held. */
          holdSeconds: seconds(),
        }),
      )
      .check(z.minLength(1)),
  }),
  /** Evenly from a first share to all. */
  linear: z.strictObject({
    /** The share that it begins with. */
    startPercent: z._default(percent(), 1),
    /** How long it takes to get all. */
    overSeconds: positive(),
  }),
};

function percent() {
  return z.number().check(z.nonnegative(), z.lte(100));
}

export const algorithms = ['round_robin', 'least_outstanding_requests', 'weighted_random'] as const;

/** Attributes of a target group. Null leaves one as it is. */
const attributes = z.strictObject({
  /** How the load balancer chooses among the targets of a group. */
  algorithm: orNull(z.enum(algorithms)),
  /** Whether the load balancer sends less to targets that behave oddly; it needs `weighted_random`. */
  anomalyMitigation: orNull(z.boolean()),
  /** Over this long a new target gets its full share: 0, or from 30 to 900. */
  slowStartSeconds: orNull(count().check(z.lte(900))),
  /** How long a target that leaves may end what it has begun. */
  deregistrationDelaySeconds: orNull(count().check(z.lte(3600))),
});

const group = z.strictObject({
  /** The target group. */
  targetGroupArn: text(),
  /** What one unit carries, against the units of the other groups: 2 is twice as much as 1. */
  unitCapacity: z._default(positive(), 1),
  /** The Availability Zone that all of the group is in; null where it spans several. */
  zone: orNull(text()),
  /** The zones that a group spans, where its targets should be watched zone by zone. */
  zones: z._default(z.array(text()), []),
  /** The scalable whose units are in the group: its weight then goes before its units do. */
  scalable: orNull(text()),
  /** What its target group should be set to. */
  attributes: z._default(attributes, {
    algorithm: null,
    anomalyMitigation: null,
    slowStartSeconds: null,
    deregistrationDelaySeconds: null,
  }),
});

const shift = z.strictObject({
  /** The group that has the requests now. */
  from: text(),
  /** The group that is to get them. */
  to: text(),
  /** Another name is another shift, which starts anew, e.g. the version that is released. */
  name: text(),
  /** How fast they go over. */
  plan: oneOf(shiftPlanKinds),
  /** Fewest requests to the new group before it gets more. */
  minRequests: z._default(count(), 100),
  /**
   * For so long after the new group has got all, the old one keeps the units that a roll-back would need, and the new one is
   * still judged.
   */
  bakeSeconds: z._default(seconds(), 900),
});

const reservation = z.strictObject({
  /** The time zone of its windows, as IANA calls it. */
  timeZone: z._default(text(), 'UTC'),
  /** When there is which reserve. */
  windows: z._default(
    z.array(
      z.strictObject({
        /** The days on which the window starts. */
        days: z._default(z.array(z.enum(weekdays)).check(z.minLength(1)), [...weekdays]),
        /** From this minute on. */
        from: timeOfDay,
        /** Until this minute; one that is not after the start is on the next day. */
        to: timeOfDay,
        /** What is reserved then, capacity units of the load balancer. */
        capacityUnits: count().check(z.positive()),
      }),
    ),
    [],
  ),
  /** How long before a peak its capacity is asked for; it usually comes within minutes, and may take hours. */
  leadSeconds: z._default(delay(), 1800),
  /** From so many capacity units on, the peaks of yesterday and of a week ago are reserved for as well; null for windows alone. */
  forecastFrom: orNull(positive()),
  /** More than was ever used, percent. */
  headroomPercent: z._default(z.number().check(z.nonnegative()), 20),
  /** What a capacity unit costs, US dollars an hour; by default the list price. */
  usdPerUnitHour: z._default(positive(), priceBook.albUsdPerCapacityUnitHour.value),
});

const balanceModes = ['off', 'recommend', 'on'] as const;
const groupName = z
  .string()
  .check(z.regex(/^[a-z][\w-]{0,63}$/i, 'not a name of letters, digits, "_" and "-" that begins with a letter'));

/** Everything about one balance: a listener or rule, and the target groups that share its requests. */
export const balanceSchema = z.strictObject({
  schema: z._default(z.literal(1), 1),
  /** `off` only looks, `recommend` says what it would do, `on` acts. */
  mode: z._default(z.enum(balanceModes), 'recommend'),
  /** What holds the weights. */
  balancer: oneOf(balancerKinds),
  /** The target groups that share the requests, each by a name of your own. */
  groups: z.record(groupName, group),
  /** The least share of a group that has healthy units, so that its recovery can be seen. */
  minSharePercent: z._default(percent().check(z.lte(10)), 2),
  /** Smaller differences of a share are left as they are. */
  deadBandPercent: z._default(percent().check(z.lte(10)), 2),
  /** Most that one look may move, points of a share. Groups without a healthy unit are left at once. */
  maxStepPercent: z._default(percent().check(z.gte(10)), 25),
  /** Percent of requests that may fail before a group loses share for it. */
  errorBudgetPercent: z._default(positive().check(z.lte(50)), 1),
  /** The p99 that an alarm watches; null where none does. */
  latencySeconds: orNull(positive()),
  /** Where somebody else has changed the weights: only say so, or set them again. */
  drift: z._default(z.enum(['report', 'reassert']), 'report'),
  /** Whether attributes of target groups are set, or only told where they differ. */
  attributes: z._default(z.enum(['advise', 'apply']), 'advise'),
  /** How long a zone stays left out before it is tried again. */
  zoneOutSeconds: z._default(seconds().check(z.positive()), 900),
  /** A change from one group to another, as a release is; null for none. */
  shift: orNull(shift),
  /** Capacity that the load balancer keeps ready for peaks; null for none. */
  reservation: orNull(reservation),
});

/** What a user writes: everything with a default may be left out. */
export type BalanceInput = z.input<typeof balanceSchema>;
/** The whole config of one balance, checked, defaults filled in. Null, never undefined, where something is left out. */
export type BalanceConfig = Readonly<z.output<typeof balanceSchema>> & { readonly balance: string };
export type GroupConfig = BalanceConfig['groups'][string];
export type BalancerConfig = OfKind<typeof balancerKinds>;
export type ShiftConfig = NonNullable<BalanceConfig['shift']>;
export type GroupAttributes = Readonly<z.output<typeof attributes>>;
