import * as z from 'zod/mini';
import { text } from '../../schema/fields.ts';

const mostDimensions = 30;
const name = () =>
  text().check(z.maxLength(255), z.regex(/^[^:]/, 'not a name of CloudWatch, which begins with no colon'));
const value = () => text().check(z.maxLength(1024));

/** What CloudWatch can make of the points of a period. */
export const statistic =
  /^(?:Sum|Average|Maximum|Minimum|SampleCount|IQM|(?:p|tm|tc|ts|wm)(?:100|\d{1,2}(?:\.\d{1,10})?)|(?:PR|TM|TC|TS|WM)\((?=.{3})(?:[\d.]+%?)?:(?:[\d.]+%?)?\))$/;

/**
 * A metric and what is made of it. What CloudWatch takes for none is refused here: it answers such a question with an error
 * for good (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html).
 */
export const metric = {
  /** The namespace of the metric. */
  namespace: name(),
  /** The name of the metric. */
  metricName: text().check(z.maxLength(255)),
  /** The dimensions of the metric: all that it has, as CloudWatch lists them. */
  dimensions: z._default(
    z
      .record(name(), value())
      .check(
        z.refine(
          (all) => Object.keys(all).length <= mostDimensions,
          `too many; a metric has ${mostDimensions} at most`,
        ),
      ),
    {},
  ),
  /** A CloudWatch statistic: `Sum`, `Average`, `Maximum`, `SampleCount`, `p99`, `tm95`, ... */
  stat: text().check(z.regex(statistic, 'not a statistic of CloudWatch, such as Sum, Average, Maximum or p99')),
};
