import { describe, expect, it } from 'vitest';
import { parseDeployment } from '../../core/config.ts';
import { settingNames } from '../../core/deployment-settings.ts';

const good = {
  alarmActions: ['on-call', 'arn:aws:sns:eu-central-1:111122223333:pager'],
  runbooks: 'https://wiki.example.com/headroom/',
  removalPolicy: 'destroy',
  encryptionKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234-abcd',
  logRetentionDays: 90,
  dashboard: false,
  grantBy: 'tag',
  purgeWindowSeconds: 60,
  contentFrom: ['111122223333', '444455556666'],
  testEvents: false,
  readers: ['developer'],
  operators: ['on-call'],
  network: { vpcId: 'vpc-0123456789abcdef0', subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'] },
};

describe('what a config file says of the deployment itself', () => {
  it('is taken as it is, and what is left out stays out', () => {
    expect(parseDeployment({ ...good, scalables: {} }).settings).toEqual(good);
    expect(parseDeployment({ scalables: {} }).settings).toEqual({});
    expect(Object.keys(good).sort()).toEqual([...settingNames].sort());
  });

  it.each([
    ['alarmActions', 'on-call'],
    ['alarmActions', ['on call']],
    ['alarmActions', [5]],
    ['runbooks', 'wiki'],
    ['removalPolicy', 'RETAIN'],
    ['encryptionKeyArn', 'alias/mine'],
    ['logRetentionDays', 31],
    ['logRetentionDays', '30'],
    ['logRetentionDays', () => 30],
    ['dashboard', 'no'],
    ['grantBy', 'arn'],
    ['purgeWindowSeconds', 301],
    ['purgeWindowSeconds', 0.5],
    ['contentFrom', ['shop']],
    ['testEvents', 1],
    ['readers', ['arn:aws:iam::111122223333:role/developer']],
    ['network', { vpcId: 'vpc-0123456789abcdef0' }],
    ['network', 'vpc-0123456789abcdef0'],
    ['operators', ['AWSReservedSSO_Operator_0123456789abcdef']],
  ])('is refused by its name with the fix: %s %j', (name, value) => {
    expect(() => parseDeployment({ ...good, [name]: value, scalables: {} })).toThrow(
      new RegExp(`^${name}: .* is not accepted; `),
    );
  });

  it('is refused by its name where JSON has no text for it', () => {
    expect(() => parseDeployment({ ...good, logRetentionDays: 30n, scalables: {} })).toThrow(
      /^logRetentionDays: this bigint is not accepted; /,
    );
  });

  it('names all settings where one is misspelt', () => {
    expect(() => parseDeployment({ alarmAction: [], scalables: {} })).toThrow(/^alarmAction: .*alarmActions/);
  });
});
