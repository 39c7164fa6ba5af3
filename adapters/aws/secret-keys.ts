import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Refusal } from '../../core/model/errors.ts';
import { Kept } from './kept.ts';

/** The secrets that services outside AWS ask for. */
export interface Keys {
  /** Rejects with `Refusal` where there is no such secret, or no such field in it. */
  read(place: KeyPlace): Promise<string>;
  /** Forgets what was read, since the service does not take it any more. */
  forget(place: KeyPlace): void;
}

/** Where a key is: a secret, and the field of its JSON; null where the secret is the key. */
export interface KeyPlace {
  readonly secretArn: string;
  readonly secretField: string | null;
}

/** What keys are read with. */
export interface SecretKeysOptions {
  /** Whose keys they are, for errors, e.g. `the CDN`. */
  readonly whose: string;
  /** Asked for when a key is first needed. */
  client(): Promise<Pick<SecretsManagerClient, 'send'>>;
  nowMs(): number;
}

/** How long a key that was read is used; one that is not taken any more is read anew at once. */
const keepMs = 5 * 60_000;

/** Keys in Secrets Manager. Make it once a process: what was read is kept for some minutes, and never told. */
export function secretKeys({ whose, client, nowMs }: SecretKeysOptions): Keys {
  const kept = new Kept<string>({ forMs: keepMs, nowMs });
  const nameOf = ({ secretArn, secretField }: KeyPlace) => `${secretArn} ${secretField ?? ''}`;
  return {
    read: (place) => kept.get(nameOf(place), () => read(whose, client, place)),
    forget: (place) => kept.drop(nameOf(place)),
  };
}

async function read(
  whose: string,
  client: SecretKeysOptions['client'],
  { secretArn, secretField }: KeyPlace,
): Promise<string> {
  const { GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager');
  const sender = await client();
  const { SecretString = '' } = await sender
    .send(new GetSecretValueCommand({ SecretId: secretArn }))
    .catch((error: unknown) => refuseIfGone(whose, error));
  const key = secretField === null ? SecretString : fieldOf(whose, SecretString, secretField);
  // A header takes nothing else, and an error about it would tell the key.
  if (!/^[ -~]+$/.test(key.trim())) throw new Refusal(`the secret of ${whose} holds no key; store the API token in it`);
  return key.trim();
}

function refuseIfGone(whose: string, error: unknown): never {
  if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
  throw new Refusal(`the secret of ${whose} is gone; make it again, or name another`);
}

function fieldOf(whose: string, secret: string, field: string): string {
  try {
    const value: unknown = (JSON.parse(secret) as Record<string, unknown> | null)?.[field];
    if (typeof value === 'string') return value;
  } catch {
    // Told below, without a word of what the secret holds.
  }
  throw new Refusal(
    `the secret of ${whose} is not JSON with a text in "${field}"; correct the name of the field, or the secret`,
  );
}
