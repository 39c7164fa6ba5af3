import { getProfileName, parseKnownFiles } from '@smithy/core/config';
import { didYouMean } from '../../core/model/near-names.ts';
import { CommandError } from '../command-error.ts';

/** How many profiles are listed. */
const mostListed = 12;

/**
 * Sees to it that there is the profile that is meant, by a flag or by AWS_PROFILE: the SDK says only that it finds no
 * credentials, or no Region. Throws `CommandError` that lists those that there are.
 */
export async function checkProfile(flag: string | undefined): Promise<void> {
  const name = getProfileName({ ...(flag !== undefined && { profile: flag }) });
  // Nobody has named that one, and keys in the environment need no file.
  if (flag === undefined && name === 'default') return;
  const known = Object.keys(await parseKnownFiles({ profile: name })).sort();
  if (known.includes(name)) return;
  throw new CommandError(`there is no AWS profile "${name}"; ${meant(name, known)}`);
}

function meant(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'no profile is configured on this machine; make one by `aws configure sso`';
  const near = didYouMean(name, known);
  const listed = known.slice(0, mostListed).join(', ');
  const rest = known.length > mostListed ? ` and ${known.length - mostListed} more` : '';
  return `${near === '' ? '' : `${near} `}the profiles are ${listed}${rest}`;
}
