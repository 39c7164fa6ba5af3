import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { InvalidInput } from '../../../core/model/errors.ts';

/** Where a target lives that is known by its names alone. */
export interface NamedPlace {
  /**
   * Its account, which has to be that of Headroom.
   * @default - the account of Headroom
   */
  readonly account?: string | null;
  /**
   * Its Region, which has to be that of Headroom.
   * @default - the Region of Headroom
   */
  readonly region?: string | null;
}

/**
 * Throws `InvalidInput` for a target in another account or Region: role, readings and alarms are in Headroom's own, where
 * something else may have the same name.
 */
export function requireOwnPlace(scope: Construct, { account = null, region = null }: NamedPlace): void {
  const stack = Stack.of(scope);
  requireOwn('account', account, stack.account);
  requireOwn('region', region, stack.region);
}

function requireOwn(field: keyof NamedPlace, named: string | null, own: string): void {
  if (named === null || named === own) return;
  throw new InvalidInput(
    `target.${field}`,
    Token.isUnresolved(own)
      ? `"${named}" may be another than Headroom's, which is not known here; give the stack its env, or leave ${field} out`
      : `"${named}" is not that of Headroom, ${own}, where its role, readings and alarms are; deploy Headroom there too, or correct it`,
  );
}
