import * as z from 'zod/mini';
import { text } from '../../schema/fields.ts';
import { oneOf } from '../../schema/one-of.ts';
import { secret, secretPlace } from './secret-place.ts';

/** Who a Prometheus, or what speaks as one does, is asked as. */
export const serverAuth = oneOf({
  /** A token; the secret is the token, or has it in a field. */
  bearer: secretPlace,
  /** A name and a password: the fields `username` and `password` of the secret. */
  basic: z.strictObject(secret),
  /** Amazon Managed Service for Prometheus, by a right on this workspace. */
  sigv4: z.strictObject({
    /** The ARN of the workspace. */
    workspaceArn: text(),
  }),
});

export type ServerAuth = z.output<typeof serverAuth>;
