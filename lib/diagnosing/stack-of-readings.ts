import { Reference, Stack, Tokenization } from 'aws-cdk-lib';

/** The stack of the first thing of this app that a config names; null where all that it names is known by name alone. */
export function stackOfReadings(config: unknown): Stack | null {
  if (typeof config === 'string') {
    const named = Tokenization.reverseString(config).tokens.find((token) => Reference.isReference(token));
    return named === undefined ? null : Stack.of((named as Reference).target);
  }
  if (typeof config !== 'object' || config === null) return null;
  for (const part of Object.values(config)) {
    const stack = stackOfReadings(part);
    if (stack !== null) return stack;
  }
  return null;
}
