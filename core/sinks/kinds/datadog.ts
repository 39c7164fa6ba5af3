import * as z from 'zod/mini';
import { datadogSite } from '../../readings/sources/datadog-site.ts';
import { secret } from '../../readings/sources/secret-place.ts';

const mostTags = 10;

/** Metrics of Datadog. */
export const datadog = z.strictObject({
  /** The site that your organisation is on. */
  site: datadogSite(),
  /** The field `apiKey` of this secret. */
  ...secret,
  /** Tags of every metric beside deployment, scalable, service and tier, such as `env:prod`. */
  tags: z._default(
    z
      .array(z.string().check(z.regex(/^[a-z][\w./:-]{0,199}$/, 'not a tag, such as env:prod')))
      .check(z.maxLength(mostTags)),
    [],
  ),
});
