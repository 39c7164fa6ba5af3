import * as z from 'zod/mini';
import { place, targetName } from './any-kind/place.ts';

/**
 * Something that a Lambda function of the user's scales. `resource` is what the function calls it: one function may scale many.
 */
export const customLambda = z.strictObject({ ...place, functionName: targetName(), resource: targetName() });
