import { describe, expect, it } from 'vitest';
import { localEnvironment } from '../../local/local-environment.ts';
import { onlyLocal } from '../../local/only-local.ts';

const parts = { endpoint: 'http://127.0.0.1:1', region: 'eu-west-1', accountId: '000000000000', motoEndpoint: null };

describe('the environment of a child process', () => {
  it('keeps nothing that could lead to a real account', () => {
    const inherited = {
      PATH: '/bin',
      AWS_PROFILE: 'production',
      AWS_SESSION_TOKEN: 'secret',
      AWS_ENDPOINT_URL_DYNAMODB: 'http://elsewhere',
      CDK_DEFAULT_ACCOUNT: '123456789012',
    };

    const environment = onlyLocal(localEnvironment(parts), inherited);

    expect(environment.PATH).toBe('/bin');
    expect(environment.CDK_DEFAULT_ACCOUNT).toBe('000000000000');
    expect(environment.AWS_CONFIG_FILE).toBe('/dev/null');
    expect(Object.keys(environment)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/PROFILE|SESSION_TOKEN|ENDPOINT_URL_/)]),
    );
  });

  it('names the endpoint, the region and the account to every tool', () => {
    expect(localEnvironment(parts)).toMatchObject({
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      CDK_DEFAULT_REGION: 'eu-west-1',
    });
  });

  it('sends only what MiniStack lacks to moto', () => {
    const environment = localEnvironment({ ...parts, motoEndpoint: 'http://127.0.0.1:2' });
    expect(environment.AWS_ENDPOINT_URL).toBe('http://127.0.0.1:1');
    expect(environment.AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING).toBe('http://127.0.0.1:2');
  });
});
