import { ArnFormat, type Duration, Stack } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ReadingInput } from '../../../core/readings/reading-config.ts';
import type { Unit } from '../../../core/readings/unit.ts';
import { type DelayOptions, delayOf } from '../delay-of.ts';

type LambdaPart = Extract<ReadingInput['parts'][number], { readonly kind: 'lambda' }>;

export interface LambdaReadingOptions extends DelayOptions {
  /**
   * What the function is told of what is wanted, as JSON.
   * @default {}
   */
  readonly payload?: LambdaPart['payload'];
  /**
   * How long the periods are that a point is told of.
   * @default Duration.minutes(1)
   */
  readonly period?: Duration;
  /**
   * What a point counts, before `scale`.
   * @default - none of these
   */
  readonly unit?: Unit;
  /**
   * Whether points add up: over a period twice as long they are twice as large.
   * @default false
   */
  readonly adds?: boolean;
  /**
   * Whether it tells what arrives while no unit runs: only then may a scalable with `min: 0` rely on it alone.
   * @default false
   */
  readonly speaksAtZero?: boolean;
  /**
   * Changes the unit, e.g. 1/60 from a sum over a minute to a rate per second.
   * @default 1
   */
  readonly scale?: number;
}

/**
 * A reading that a Lambda function of yours answers, in Headroom's account and Region. All reads of one look come in one
 * invocation, `{ "headroom": "read", "reads": [{ "payload", "fromMs", "toMs", "periodSeconds" }] }`, up to a hundred of them,
 * and are answered in their order within 10 seconds: `{ "answers": [{ "points": [{ "atMs", "value" }], "trouble": null }] }`.
 * `atMs` is the start of a period, `fromMs` is part of the range and `toMs` is not; `trouble` says why points are lacking.
 * No alarm can watch it, so Headroom looks every minute. What is scaled by it is allowed to invoke this function alone.
 */
export function lambdaReading(
  fn: Pick<IFunction, 'functionName' | 'env' | 'stack'>,
  { payload, period, unit, adds, speaksAtZero, scale, ...options }: LambdaReadingOptions = {},
): ReadingInput {
  const part: LambdaPart = {
    kind: 'lambda',
    functionName: arnOf(fn),
    ...(payload !== undefined && { payload }),
    ...(period !== undefined && { periodSeconds: period.toSeconds() }),
    ...delayOf(options),
    ...(unit !== undefined && { unit }),
    ...(adds !== undefined && { adds }),
    ...(speaksAtZero !== undefined && { speaksAtZero }),
  };
  return { parts: [part], ...(scale !== undefined && { scale }) };
}

/** Its ARN, so that a function of another account or Region is not taken for one of the same name here. */
function arnOf({ functionName, env, stack }: Pick<IFunction, 'functionName' | 'env' | 'stack'>): string {
  return Stack.of(stack).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: functionName,
    account: env.account,
    region: env.region,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
