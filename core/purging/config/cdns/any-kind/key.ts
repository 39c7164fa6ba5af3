import { orNull, text } from '../../../../schema/fields.ts';

/** Where the key of a CDN outside AWS is kept. */
export const key = {
  /** A secret in Secrets Manager, in the Region of the deployment. */
  secretArn: text(),
  /** The field of the secret's JSON that holds the key; null where the secret is the key. */
  secretField: orNull(text()),
};
