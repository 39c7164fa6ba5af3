import * as z from 'zod/mini';
import { orNull } from '../../../../schema/fields.ts';

/** Where an AWS resource lives. Null means the account and Region that Headroom is deployed in. */
export const place = {
  /** The account of it; null for the one that Headroom is deployed in. */
  account: orNull(z.string()),
  /** The Region of it; null for the one that Headroom is deployed in. */
  region: orNull(z.string()),
};

/** The name of a target. An ARN is refused: what has two spellings could be scaled twice. */
export const targetName = () =>
  z.string().check(
    z.minLength(1),
    z.refine((name) => !name.startsWith('arn:'), 'an ARN; give the name, its last part'),
  );
