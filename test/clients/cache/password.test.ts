import { describe, expect, test } from 'vitest';
import { connectCache } from '../../../clients/cache/connect.ts';
import { Password } from '../../../clients/cache/password.ts';

const secretArn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:cache-AbCdEf';
const login = { kind: 'password', secretArn, secretField: null, user: null } as const;

describe('the password of a cache', () => {
  test('is read once for all who have lost the server within some seconds: they try ten times a second', async () => {
    let reads = 0;
    const send = async () => ({ SecretString: `word ${++reads}` });
    const password = new Password(login, { secrets: { send } as never });
    expect(password.text).toBe('');
    await Promise.all([password.renew(), password.renew()]);
    for (let times = 0; times < 20; times++) await password.renew();
    expect([reads, password.text]).toEqual([1, 'word 1']);
  });

  test('that nobody tells holds up no application', async () => {
    const hanging = { send: () => new Promise(() => {}) };
    const beganMs = performance.now();
    const server = { host: '127.0.0.1', port: 1, tls: false, login };
    const link = await connectCache(server, { secrets: hanging as never });
    expect(performance.now() - beganMs).toBeLessThan(15_000);
    await link.close();
  });
});
