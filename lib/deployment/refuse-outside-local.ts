import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { InvalidInput } from '../../core/model/errors.ts';

/** The account that every local AWS emulator pretends to be. */
export const localAccount = '000000000000';

/** Everywhere but on the local AWS, "now" is the clock and never read from a table. Throws `InvalidInput`. */
export function refuseOutsideLocal(scope: Construct): void {
  const { account } = Stack.of(scope);
  if (account === localAccount) return;
  const says = `is for the local AWS emulator; take it out, or give the stack env: { account: '${localAccount}', region: ... }`;
  throw new InvalidInput('local', says);
}
