import type { ServerAuth } from '../../core/readings/sources/server-auth.ts';
import type { SignRequest } from './request-signer.ts';
import type { KeyPlace, Keys } from './secret-keys.ts';

interface AuthWorld {
  readonly keys: Keys;
  readonly sign: SignRequest;
}

/** The keys that somebody is asked with; none where no secret is sent. */
export function keyPlaces(auth: ServerAuth | null): readonly KeyPlace[] {
  if (auth?.kind === 'bearer') return [auth];
  if (auth?.kind !== 'basic') return [];
  return ['username', 'password'].map((secretField) => ({ secretArn: auth.secretArn, secretField }));
}

/** The headers that say who sends a request. */
export async function authHeaders(
  request: Parameters<SignRequest>[0],
  auth: ServerAuth | null,
  { keys, sign }: AuthWorld,
): Promise<Readonly<Record<string, string>>> {
  if (auth?.kind === 'sigv4') return sign(request, { service: 'aps', region: auth.workspaceArn.split(':')[3] ?? '' });
  const read = await Promise.all(keyPlaces(auth).map((place) => keys.read(place)));
  if (auth?.kind === 'bearer') return { authorization: `Bearer ${read[0]}` };
  if (auth?.kind === 'basic') return { authorization: `Basic ${Buffer.from(read.join(':')).toString('base64')}` };
  return {};
}
