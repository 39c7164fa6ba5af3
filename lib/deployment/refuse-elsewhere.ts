import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { InvalidInput } from '../../core/model/errors.ts';
import { resourcesNamed } from './resources-named.ts';

/** Alarms act on topics of their own Region only, and one account is supported. Throws `InvalidInput`. */
export function refuseElsewhere(made: IConstruct, deployment: IConstruct): void {
  const [here, there] = [Stack.of(made), Stack.of(deployment)];
  for (const place of ['account', 'region'] as const) {
    refuseUnsaid(place, here, there);
    if (!differ(here[place], there[place])) continue;
    const says = `${here.node.path} is in ${here[place]} and Headroom in ${there[place]}; deploy a Headroom there`;
    throw new InvalidInput(place, says);
  }
}

/** What one stack says and the other leaves open cannot be referred to between them: each needs a name that is known beforehand. */
function refuseUnsaid(place: 'account' | 'region', here: Stack, there: Stack): void {
  const [silent, other] = Token.isUnresolved(here[place]) ? [here, there] : [there, here];
  if (here === there || !Token.isUnresolved(silent[place]) || Token.isUnresolved(other[place])) return;
  const says = `${silent.node.path} says no ${place}, and ${other.node.path} is in ${other[place]}`;
  throw new InvalidInput(place, `${says}; give both stacks the same env: { account, region }`);
}

/** Whether a Region is known to be another than that of a construct. */
export function isElsewhere(region: string, scope: IConstruct): boolean {
  return differ(region, Stack.of(scope).region);
}

/**
 * Refuses what is known to be in another Region than it is used from: an ARN given as text, or that of a resource of the app.
 * Throws `InvalidInput`.
 */
export function refuseArnElsewhere(field: string, arn: string, scope: IConstruct): void {
  const regions = Token.isUnresolved(arn)
    ? [...resourcesNamed(arn, scope)].map((resource) => Stack.of(resource).region)
    : [arn.split(':')[3] ?? ''];
  for (const region of regions) refuseRegion(field, region, scope);
}

/** Refuses a Region that is known to be another than that of a construct. Throws `InvalidInput`. */
export function refuseRegion(field: string, region: string, scope: IConstruct): void {
  if (region === '' || !isElsewhere(region, scope)) return;
  const says = `is in ${region}, and is used from ${Stack.of(scope).region}, where nothing of that name is; give one of the same Region`;
  throw new InvalidInput(field, says);
}

function differ(a: string, b: string): boolean {
  return !Token.isUnresolved(a) && !Token.isUnresolved(b) && a !== b;
}
