import * as z from 'zod/mini';
import { count, delay, orNull, seconds } from '../../schema/fields.ts';
import { isRecord } from '../../schema/take-apart.ts';
import type { TargetKind } from './target-kinds.ts';

/**
 * Units that stand prepared beside what runs; of a workload of Kubernetes, room on nodes that run. The fields that AWS has are called as AWS calls them
 * (https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutWarmPool.html).
 */
export const warmPoolSchema = z.strictObject({
  /** `off` gives the pool back as it was found, or takes it away where there was none. */
  mode: z._default(z.enum(['on', 'off']), 'on'),
  /** How long a prepared unit takes from being asked for to being useful, until that is measured. */
  leadSeconds: z._default(delay(), 60),
  /** What tells that a unit is ready: a launch lifecycle hook, or nothing but its image, which then needs no start of its own. */
  readyBy: z._default(z.enum(['hook', 'image']), 'hook'),
  /** How prepared units wait. */
  poolState: z._default(z.enum(['Stopped', 'Hibernated', 'Running']), 'Stopped'),
  /** Nothing else is possible: without it each step down would end a unit that runs, and launch another into the pool. */
  reuseOnScaleIn: z._default(z.literal(true), true),
  /** The most that run and stand prepared together; null for the most that may run. */
  max: orNull(count()),
  /** Running and pool together follow down to the highest need of this long. Where a policy is tuned, each night chooses it. */
  holdSeconds: z._default(seconds(), 86_400),
  /** What a prepared unit costs, as a share of one that runs; null to have it reckoned from `unit`. */
  price: orNull(z.number().check(z.nonnegative(), z.lte(1))),
  /** What a unit is made of, for its price. */
  unit: orNull(
    z.strictObject({
      /** The type of its instance. */
      instanceType: z.string().check(z.minLength(1)),
      /** What its volumes hold together, GiB. */
      volumeGib: count(),
    }),
  ),
});

export type WarmPool = Readonly<z.output<typeof warmPoolSchema>>;

/** The kinds of target that have pools, with what is the only way there. */
export const pools: { readonly [Kind in TargetKind]?: Partial<WarmPool> } = {
  'auto-scaling-group': {},
  // What holds room for pods runs, is ready once it has its place, and costs what it holds.
  'kubernetes-workload': { poolState: 'Running', readyBy: 'image', unit: null },
};

/** A pool as it was written, with what is the only way of its target's kind. What is not a config at all is refused by whoever reads it. */
export function withOnlyWay(input: unknown): unknown {
  if (!isRecord(input) || !isRecord(input.warmPool) || !isRecord(input.target)) return input;
  const kind = String(input.target.kind);
  const only = Object.hasOwn(pools, kind) ? pools[kind as TargetKind] : {};
  return { ...input, warmPool: { ...only, ...input.warmPool } };
}
