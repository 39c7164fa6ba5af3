import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { InvalidInput } from '../../core/model/errors.ts';

/** Alarms act on topics of their own Region only, and one account is supported. Throws `InvalidInput`. */
export function refuseElsewhere(made: Construct, deployment: Construct): void {
  const [here, there] = [Stack.of(made), Stack.of(deployment)];
  for (const place of ['account', 'region'] as const) {
    if (Token.isUnresolved(here[place]) || Token.isUnresolved(there[place]) || here[place] === there[place]) continue;
    const says = `${here.node.path} is in ${here[place]} and Headroom in ${there[place]}; deploy a Headroom there`;
    throw new InvalidInput(place, says);
  }
}
