import { checkScalable } from './check-scalable.ts';
import { type ScalableConfig, scalableSchema } from './config.ts';
import { InvalidInput } from './errors.ts';
import { isScalableName, longestScalableName } from './scalable-name.ts';
import { tellIssue } from './tell-issue.ts';

/** Reads the config of one scalable. Throws `InvalidInput` naming the field, the value and the fix. */
export function parseScalable(scalable: string, input: unknown): ScalableConfig {
  if (!isScalableName(scalable)) {
    throw new InvalidInput(
      'scalable',
      `"${scalable}" is no name for a scalable; use at most ${longestScalableName} letters, digits, "._-", and "/" between parts`,
    );
  }
  const parsed = scalableSchema.safeParse(input);
  if (!parsed.success) throw tellIssue(parsed.error.issues[0], input);
  const config = { ...parsed.data, scalable };
  checkScalable(config);
  return config;
}
