import * as z from 'zod/mini';
import { place, targetName } from './any-kind/place.ts';

/**
 * Something that a Lambda function of the user's scales. `resource` is what the function calls it: one function may scale many.
 */
export const customLambda = z.strictObject({
  ...place,
  /** The name of your function, which reads and sets the capacity. */
  functionName: targetName(),
  /** What your function is to scale; it is handed on as it is written. */
  resource: targetName(),
});
