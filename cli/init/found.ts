import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { accountReader } from '../../adapters/aws/account-reader.ts';
import { findFleets } from '../../adapters/scaling/found-fleets.ts';
import type { FoundFleet } from '../../core/scaling/found-fleet.ts';
import { CommandError } from '../command-error.ts';
import { clientSettings, type Where } from '../connect.ts';
import { note, type Session } from '../session.ts';

/** What could be scaled, and where it was found, in words. */
export interface Found {
  readonly fleets: readonly FoundFleet[];
  readonly where: string;
}

/** What an account and Region have; null where nobody says which, since there are no credentials or no Region. */
export async function foundInAccount(session: Session, options: Where): Promise<Found | null> {
  const reader = accountReader(await clientSettings(options));
  const place = await placeOf(reader, session.signal);
  if (place === null) return null;
  note(session, `looking for Auto Scaling groups and ECS services in ${place}`);
  const { fleets, gaps } = await findFleets(reader, session.signal);
  for (const gap of gaps) note(session, `not all is known: ${gap}`);
  if (fleets.length === 0 && gaps.length > 0) throw new CommandError(`nothing was found: ${gaps.join('; ')}`);
  return { fleets, where: `what was found in ${place}` };
}

async function placeOf({ sts }: ReturnType<typeof accountReader>, abortSignal: AbortSignal): Promise<string | null> {
  try {
    const region = await sts.config.region();
    const { Account } = await sts.send(new GetCallerIdentityCommand({}), { abortSignal });
    return `${Account}, ${region}`;
  } catch (error) {
    if (isNowhere(error)) return null;
    throw error;
  }
}

function isNowhere(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /^(CredentialsProviderError|TokenProviderError)$/.test(error.name) || /Region is missing/.test(error.message);
}
