import * as z from 'zod/mini';
import { orNull } from '../../../../schema/fields.ts';

/** Where an AWS resource lives. Null means the account and Region that Headroom is deployed in. */
export const place = { account: orNull(z.string()), region: orNull(z.string()) };
