import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { secretKeys } from '../../../adapters/aws/secret-keys.ts';
import { Refusal } from '../../../core/model/errors.ts';
import { awsError, denied } from '../aws-error.ts';
import { FakeAws } from '../fake-aws.ts';

function vault(secret: string | Error) {
  const held = { secret, nowMs: 0 };
  const fake = new FakeAws<Pick<SecretsManagerClient, 'send'>>({
    GetSecretValue: () => {
      if (held.secret instanceof Error) throw held.secret;
      return { SecretString: held.secret };
    },
  });
  return {
    held,
    fake,
    keys: secretKeys({ whose: 'the CDN', client: async () => fake.client, nowMs: () => held.nowMs }),
  };
}

const plain = { secretArn: 'arn:a', secretField: null };
const inField = { secretArn: 'arn:a', secretField: 'token' };

describe('the keys of CDNs', () => {
  it('are read once for some minutes, and anew once they are forgotten', async () => {
    const { fake, held, keys } = vault('first\n');
    expect(await Promise.all([keys.read(plain), keys.read(plain)])).toEqual(['first', 'first']);
    expect(fake.calls).toEqual([{ action: 'GetSecretValue', input: { SecretId: 'arn:a' } }]);
    held.secret = 'second';
    expect(await keys.read(plain)).toBe('first');
    keys.forget(plain);
    expect(await keys.read(plain)).toBe('second');
    held.secret = 'third';
    held.nowMs = 6 * 60_000;
    expect(await keys.read(plain)).toBe('third');
  });

  it('are taken out of the field of a JSON secret', async () => {
    expect(await vault('{"token":"abc"}').keys.read(inField)).toBe('abc');
  });

  it.each([
    ['{"other":"hush"}', inField, '"token"; correct the name of the field'],
    ['hush', inField, 'is not JSON'],
    ['hush hush\nhush', plain, 'holds no key'],
    ['', plain, 'holds no key'],
  ])('are a refusal that tells nothing of the secret where it holds none: %j', async (secret, place, says) => {
    const read = vault(secret).keys.read(place);
    await expect(read).rejects.toThrow(Refusal);
    await expect(read).rejects.toThrow(says);
    await expect(read).rejects.not.toThrow('hush');
  });

  it('are a refusal where the secret is gone, and tried again after any error', async () => {
    const { held, keys } = vault(awsError('ResourceNotFoundException', 'gone'));
    await expect(keys.read(plain)).rejects.toThrow(Refusal);
    held.secret = denied();
    await expect(keys.read(plain)).rejects.toThrow('not authorized');
    held.secret = 'abc';
    expect(await keys.read(plain)).toBe('abc');
  });
});
