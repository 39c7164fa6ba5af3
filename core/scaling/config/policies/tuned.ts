import * as z from 'zod/mini';
import { policyKind } from './any-kind/policy-kind.ts';
import { busyShare, staffed, staffedPolicy, wakeAboveShare } from './any-kind/staffed.ts';

/** A provisioner whose way of asking and hold are chosen each night, by backtest of what was recorded. */
export const tuned = policyKind({
  schema: z.strictObject(staffed),
  ...staffedPolicy,
  wakeAbove: (policy) => wakeAboveShare(policy, busyShare),
});
