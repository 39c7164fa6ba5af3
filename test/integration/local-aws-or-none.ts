import path from 'node:path';
import { type LocalAws, startLocalAws } from '../../local/local-aws.ts';
import { LocalAwsError } from '../../local/local-aws-error.ts';

const root = path.join(import.meta.dirname, '../..');

/**
 * The local AWS with this process pointed at it; null, told loudly, on a machine that cannot have it (no Python, no PyPI).
 * With `CI=true` that is an error.
 */
export async function localAwsOrNone(
  options: Omit<Parameters<typeof startLocalAws>[0], 'root'> = {},
): Promise<LocalAws | null> {
  try {
    const aws = await startLocalAws({ root, ...options });
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
    Object.assign(process.env, aws.environment);
    return aws;
  } catch (error) {
    const absent = error instanceof LocalAwsError && (error.problem === 'python' || error.problem === 'install');
    if (!absent || process.env.CI === 'true') throw error;
    console.warn(`\n*** NOT RUN, for want of a local AWS: ${error.message}\n`);
    return null;
  }
}
