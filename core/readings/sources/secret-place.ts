import * as z from 'zod/mini';
import { orNull, text } from '../../schema/fields.ts';

/** A secret in Secrets Manager, in the Region of the deployment. */
export const secret = {
  /** Its whole ARN, with the six characters at its end: a grant names it and no other. */
  secretArn: text(),
  /** The key that it is encrypted with, where it has one of its own. */
  encryptionKeyArn: orNull(text()),
};

/** A secret, and the field of its JSON; null where the whole secret is meant. */
export const secretPlace = z.strictObject({
  ...secret,
  /** The field of the secret that is meant; null for the whole secret. */
  secretField: orNull(text()),
});
