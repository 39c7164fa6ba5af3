import * as z from 'zod/mini';
import { orNull } from '../../../schema/fields.ts';
import { place, targetName } from './any-kind/place.ts';

/** Concurrency of a Lambda function: provisioned for an alias of it, and reserved for the function where no alias is named. */
export const lambdaConcurrency = z.strictObject({
  ...place,
  /** The name of the function. */
  functionName: targetName(),
  /** The alias whose provisioned concurrency is scaled; null for the reserved concurrency of the function. */
  aliasName: orNull(
    targetName().check(z.refine((name) => !name.startsWith('$LATEST'), 'no alias; give the name of one')),
  ),
});
