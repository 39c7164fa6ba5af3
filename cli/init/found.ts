import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { accountReader } from '../../adapters/aws/account-reader.ts';
import { findFleets } from '../../adapters/scaling/fleets/find-fleets.ts';
import { fleetClients } from '../../adapters/scaling/fleets/on-aws.ts';
import type { Fleet } from '../../core/scaling/fleets/fleet.ts';
import { faultText } from '../aws/aws-error.ts';
import { clientSettings, type Where } from '../connect.ts';
import { note, type Session } from '../session.ts';

/** What could be scaled, and where it was found, in words. */
export interface Found {
  readonly fleets: readonly Fleet[];
  readonly where: string;
}

/** What an account and Region have; null where nobody says which, since there are no credentials or no Region. */
export async function foundInAccount(session: Session, options: Where): Promise<Found | null> {
  const settings = await clientSettings(options);
  const place = await placeOf(accountReader(settings), session.signal);
  if (place === null) return null;
  note(session, `looking for Auto Scaling groups and ECS services in ${place}`);
  // What runs in clusters is advised on; a config of it needs people who know it.
  const { clusters: _, ...clients } = fleetClients(settings);
  const { fleets, troubles } = await findFleets(clients, options.region ?? null, faultText);
  for (const trouble of troubles) note(session, trouble);
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
