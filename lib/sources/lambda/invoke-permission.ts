import { Arn, ArnFormat, type Stack, Token } from 'aws-cdk-lib';
import { InvalidInput } from '../../../core/model/errors.ts';
import type { SourceConfig } from '../../../core/readings/source-kinds.ts';
import type { ReadPermission } from '../source-construct.ts';

/**
 * Exactly the function that a part names, by name or by ARN. A name that is known at deploy time alone is taken for a name
 * and not for an ARN. Throws `InvalidInput` where the ARN is of another account or Region.
 */
export function invokePermission({ functionName }: SourceConfig<'lambda'>, stack: Stack): readonly ReadPermission[] {
  if (functionName.startsWith('arn:')) refuseStranger(functionName, stack);
  const resourceArn = functionName.startsWith('arn:') ? functionName : arnOf(functionName, stack);
  return [{ actions: ['lambda:InvokeFunction'], resourceArn }];
}

function arnOf(resourceName: string, stack: Stack): string {
  const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
  return stack.formatArn({ service: 'lambda', resource: 'function', resourceName, arnFormat });
}

function refuseStranger(functionArn: string, stack: Stack): void {
  const there = Arn.split(functionArn, ArnFormat.COLON_RESOURCE_NAME);
  for (const place of ['account', 'region'] as const) {
    const [here, theirs] = [stack[place], there[place] ?? ''];
    if (Token.isUnresolved(here) || Token.isUnresolved(theirs) || here === theirs) continue;
    const says = `${functionArn} is in ${theirs} and Headroom in ${here}; name a function of the same account and Region`;
    throw new InvalidInput('functionName', says);
  }
}
