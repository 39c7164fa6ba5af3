import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ReadingInput } from '../../../core/readings/reading-config.ts';
import { type AddingOptions, polledPart } from '../polled-part.ts';

type LambdaPart = Extract<ReadingInput['parts'][number], { readonly kind: 'lambda' }>;

export interface LambdaReadingOptions extends AddingOptions {
  /**
   * What the function is told of what is wanted, as JSON.
   * @default {}
   */
  readonly payload?: LambdaPart['payload'];
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
  { payload, scale, ...options }: LambdaReadingOptions = {},
): ReadingInput {
  const part: LambdaPart = {
    kind: 'lambda',
    functionName: arnOf(fn),
    ...(payload !== undefined && { payload }),
    ...polledPart(options),
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
