import * as z from 'zod/mini';
import { place, targetName } from './any-kind/place.ts';

/** The execution environments that Lambda Managed Instances keep ready of one version of a function. */
export const lambdaManagedInstances = z.strictObject({
  ...place,
  /** The name of the function. */
  functionName: targetName(),
  /** Which version: its number, or `$LATEST.PUBLISHED`. */
  qualifier: z._default(
    z.string().check(z.regex(/^(\$LATEST\.PUBLISHED|[0-9]+)$/, 'not a version; give its number, or $LATEST.PUBLISHED')),
    '$LATEST.PUBLISHED',
  ),
});
