import { InvalidInput } from './errors.ts';
import { type PurgeConfig, purgeSchema } from './purge.ts';
import { isScalableName, longestScalableName } from './scalable-name.ts';
import { tellIssue } from './tell-issue.ts';

/** Reads the config of one purge. Throws `InvalidInput` naming the field, the value and the fix. */
export function parsePurge(purge: string, input: unknown): PurgeConfig {
  if (!isScalableName(purge)) {
    throw new InvalidInput(
      'purge',
      `"${purge}" is no name for a purge; use at most ${longestScalableName} letters, digits, "._-", and "/" between parts`,
    );
  }
  const parsed = purgeSchema.safeParse(input);
  if (!parsed.success) throw tellIssue(parsed.error.issues[0], input);
  return { ...parsed.data, purge };
}
