import * as z from 'zod/mini';
import { serverAuth } from '../../readings/sources/server-auth.ts';
import { serverUrl } from '../../readings/sources/server-url.ts';
import { orNull } from '../../schema/fields.ts';

/** https://prometheus.io/docs/concepts/data_model; two underscores are Prometheus's own, and ours are not to be overwritten. */
const labelName = z
  .string()
  .check(
    z.regex(
      /^(?!__)(?!(?:deployment|scalable|service|tier|by)$)[a-z_]\w{0,63}$/i,
      'not a label of letters, digits and "_" that is neither deployment, scalable, service, tier nor by',
    ),
  );
const mostLabels = 10;

/** A Prometheus, or what takes its remote write. */
export const prometheus = z.strictObject({
  /** Where its API begins, without `/api/v1`. */
  url: serverUrl(),
  /** Where it takes what is written, behind that; null for where Prometheus does, or a workspace of Amazon's. */
  path: orNull(z.string().check(z.regex(/^\/[\w/.-]+$/, 'not a path, such as /api/v1/push'))),
  /** How the server lets one in; null where it lets in anybody. */
  auth: orNull(serverAuth),
  /** Labels of every series beside deployment, scalable, service and tier. */
  labels: z._default(
    z
      .record(labelName, z.string())
      .check(
        z.refine((labels) => Object.keys(labels).length <= mostLabels, { error: `more than ${mostLabels} labels` }),
      ),
    {},
  ),
});
