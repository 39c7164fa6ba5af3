import * as z from 'zod/mini';
import { orNull, seconds, text } from '../schema/fields.ts';
import type { OfKind } from '../schema/one-of.ts';

const cloudWatchMetric = {
  namespace: text(),
  metricName: text(),
  dimensions: z._default(z.record(z.string(), z.string()), {}),
  /** A CloudWatch statistic: `Sum`, `Average`, `Maximum`, `SampleCount`, `p99`, `tm95`, ... */
  stat: text(),
};

/** CloudWatch takes periods of 10, 20 and 30 seconds and of whole minutes. */
const period = z
  .int()
  .check(
    z.refine(
      (value) => [10, 20, 30].includes(value) || (value > 0 && value % 60 === 0),
      'not 10, 20, 30 or a multiple of 60',
    ),
  );

/** Where numbers come from. A new kind is one line here, one file in `adapters/sources`. */
export const sourceKinds = {
  cloudwatch: z.strictObject({
    ...cloudWatchMetric,
    periodSeconds: z._default(period, 60),
    /** How long after its period's end a point may take to appear. */
    delaySeconds: z._default(seconds(), 60),
    /**
     * A metric of the same thing that is always reported. Where it has a point and this metric has none, this metric is
     * zero; where both have none, it is missing.
     */
    witness: orNull(z.strictObject(cloudWatchMetric)),
  }),
};

export type SourceConfig<Kind extends keyof typeof sourceKinds = keyof typeof sourceKinds> = OfKind<
  typeof sourceKinds,
  Kind
>;
