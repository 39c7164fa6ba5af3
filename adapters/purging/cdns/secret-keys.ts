import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Refusal } from '../../../core/model/errors.ts';
import type { KeyPlace, Keys } from './any-kind/kind-cdn.ts';

/** What keys are read with. */
export interface SecretKeysOptions {
  /** Asked for when a key is first needed. */
  client(): Promise<Pick<SecretsManagerClient, 'send'>>;
  nowMs(): number;
}

/** How long a key that was read is used; one that is not taken any more is read anew at once. */
const keepMs = 5 * 60_000;

interface Kept {
  readonly key: Promise<string>;
  readonly untilMs: number;
}

/** Keys in Secrets Manager. Make it once a process: what was read is kept for some minutes, and never told. */
export function secretKeys({ client, nowMs }: SecretKeysOptions): Keys {
  const kept = new Map<string, Kept>();
  const nameOf = ({ secretArn, secretField }: KeyPlace) => `${secretArn} ${secretField ?? ''}`;
  return {
    read: (place) => {
      const name = nameOf(place);
      const known = kept.get(name);
      if (known !== undefined && known.untilMs > nowMs()) return known.key;
      const key = read(client, place);
      kept.set(name, { key, untilMs: nowMs() + keepMs });
      // What could not be read is tried again by whoever asks next.
      key.catch(() => kept.delete(name));
      return key;
    },
    forget: (place) => {
      kept.delete(nameOf(place));
    },
  };
}

async function read(client: SecretKeysOptions['client'], { secretArn, secretField }: KeyPlace): Promise<string> {
  const { GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager');
  const sender = await client();
  const { SecretString = '' } = await sender
    .send(new GetSecretValueCommand({ SecretId: secretArn }))
    .catch(refuseIfGone);
  const key = secretField === null ? SecretString : fieldOf(SecretString, secretField);
  // A header takes nothing else, and an error about it would tell the key.
  if (!/^[!-~]+$/.test(key.trim())) throw new Refusal('the secret of the CDN holds no key; store the API token in it');
  return key.trim();
}

function refuseIfGone(error: unknown): never {
  if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
  throw new Refusal('the secret of the CDN is gone; make it again, or remove the purge');
}

function fieldOf(secret: string, field: string): string {
  try {
    const value: unknown = (JSON.parse(secret) as Record<string, unknown> | null)?.[field];
    if (typeof value === 'string') return value;
  } catch {
    // Told below, without a word of what the secret holds.
  }
  throw new Refusal(`the secret of the CDN is no JSON with a text in "${field}"; correct secretField, or the secret`);
}
