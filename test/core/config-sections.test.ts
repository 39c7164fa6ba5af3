import { describe, expect, it } from 'vitest';
import { parseDeployment, tellDeployment } from '../../core/config.ts';

const elb = (region: string) => `arn:aws:elasticloadbalancing:${region}:111122223333`;
const listenerArn = `${elb('eu-central-1')}:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`;
const groups = {
  a: { targetGroupArn: `${elb('eu-central-1')}:targetgroup/a/1` },
  b: { targetGroupArn: `${elb('eu-central-1')}:targetgroup/b/2` },
};
const balance = { balancer: { kind: 'alb-listener', listenerArn }, groups };
const secretArn = (name: string) => `arn:aws:secretsmanager:eu-central-1:111122223333:secret:${name}`;
const fastly = { kind: 'fastly', serviceId: 'SU1', host: 'www.example.com', secretArn: secretArn('token-AbCdEf') };
const table = (tableName: string) => ({ kind: 'dynamodb-table', tableName });
const server = {
  kind: 'postgres',
  cluster: 'orders-a',
  host: 'a.example.com',
  database: 'orders',
  ownerSecretArn: secretArn('owner-AbCdEf'),
  securityGroupIds: ['sg-0a1'],
};
const network = { vpcId: 'vpc-0a1', subnetIds: ['subnet-0a1'] };
const keyspaces = (shards: object, more: object = {}) => ({ keyspaces: { orders: { shards, ...more } } });

describe('a config file', () => {
  it('may leave out every section but one, and names them where all are missing', () => {
    for (const section of ['scalables', 'balances', 'purges', 'keyspaces'])
      expect(parseDeployment({ [section]: {} })).toMatchObject({
        scalables: [],
        balances: [],
        purges: [],
        keyspaces: [],
      });
    expect(() => parseDeployment({})).toThrow(/^scalables: is missing; .*balances, purges, keyspaces/);
  });

  it.each([
    ['nothing', undefined, 'nothing'],
    ['a function that makes one', () => ({ scalables: {} }), 'this function'],
    ['a number that JSON has not', 1n, 'this bigint'],
    ['a text that is long', 'x'.repeat(200), `"${'x'.repeat(79)}...`],
  ])('is refused where it is %s, and told as what it is', (_, input, shown) => {
    expect(() => parseDeployment(input)).toThrow(`config: ${shown} is not a config; export defineConfig(`);
    if (input !== undefined)
      expect(() => parseDeployment({ scalables: input })).toThrow(`scalables: ${shown} is not accepted; `);
  });

  it.each([
    ['a section that is none', { balances: [balance] }, /^balances: \[.*write them by name, balances: \{/],
    [
      'a field that is none',
      { balances: { web: { ...balance, weight: 1 } } },
      /^balances\["web"\]\.weight: there is no such/,
    ],
    ['no target', { scalables: { web: { bounds: { min: 1, max: 2 }, policies: [] } } }, /^scalables\["web"\]\.target/],
    ['a target without a name', { scalables: { web: { target: {} } } }, /^scalables\["web"\]\.target\.kind/],
    ['no CDN', { purges: { site: {} } }, /^purges\["site"\]\.cdn/],
    [
      'a secret by its name',
      { purges: { site: { cdn: { ...fastly, secretArn: secretArn('x') } } } },
      /^purges\["site"\]\.cdn\.secretArn: .*six characters/,
    ],
    [
      'a key that is none',
      { purges: { site: { cdn: { ...fastly, secretKeyArn: 'alias/x' } } } },
      /^purges\["site"\]\.cdn\.secretKeyArn: .*KMS key/,
    ],
    [
      'a key where there is no secret',
      { purges: { site: { cdn: { kind: 'cloudfront', distributionId: 'E1', secretKeyArn: 'x' } } } },
      /^purges\["site"\]\.cdn\.secretKeyArn: there is no such/,
    ],
    [
      'a schedule that is none',
      { purges: { site: { cdn: fastly, schedule: 'hourly' } } },
      /^purges\["site"\]\.schedule: "hourly" is not a schedule; give rate/,
    ],
    [
      'a release that is none',
      { purges: { site: { cdn: fastly, purgeOn: [{ kind: 'push' }] } } },
      /^purges\["site"\]\.purgeOn\[0\]\.kind/,
    ],
    [
      'an option of another kind of target',
      {
        scalables: {
          web: {
            target: { kind: 'auto-scaling-group', autoScalingGroupName: 'a', narrowedTo: {} },
            bounds: { min: 1, max: 2 },
            policies: [],
          },
        },
      },
      /^scalables\["web"\]\.target\.narrowedTo: there is no such/,
    ],
    [
      'an option with a fault',
      {
        scalables: {
          web: {
            target: { kind: 'ecs-service', cluster: 'c', serviceName: 's', narrowedTo: {} },
            bounds: { min: 1, max: 2 },
            policies: [{ kind: 'schedule', timeZone: 'UTC', windows: [{ from: '08:00', to: '18:00', floor: 1 }] }],
          },
        },
      },
      /^scalables\["web"\]\.target\.narrowedTo\.family/,
    ],
    ['shards that are none', { keyspaces: { orders: { shards: [] } } }, /^keyspaces\["orders"\]\.shards/],
    [
      'a server of no kind',
      keyspaces({ a: { ...server, cluster: undefined } }, { network }),
      /^keyspaces\["orders"\]\.shards\.a\.cluster: neither/,
    ],
    [
      'a server of two kinds',
      keyspaces({ a: { ...server, instance: 'b' } }, { network }),
      /^keyspaces\["orders"\]\.shards\.a\.cluster: .*both/,
    ],
    [
      'no security group',
      keyspaces({ a: { ...server, securityGroupIds: [] } }, { network }),
      /^keyspaces\["orders"\]\.shards\.a\.securityGroupIds: .*at least 1/,
    ],
    ['no network for servers', keyspaces({ a: server }), /^keyspaces\["orders"\]\.network: is missing/],
    [
      'no way to DynamoDB',
      keyspaces({ a: server }, { network: { ...network, awsPeer: 'sg-0a1' } }),
      /^keyspaces\["orders"\]\.network\.dynamoDbPeer: is missing/,
    ],
    [
      'a peer that is none',
      keyspaces({ a: server }, { network: { ...network, awsPeer: 'aws' } }),
      /^keyspaces\["orders"\]\.network\.awsPeer: "aws" is not accepted; give a security group/,
    ],
    [
      'a role by its ARN',
      keyspaces({ a: table('a') }, { applications: ['arn:aws:iam::111122223333:role/x'] }),
      /^keyspaces\["orders"\]\.applications\[0\]: .*name of a role/,
    ],
    [
      'two shards in one place',
      keyspaces({ a: table('t'), b: { ...table('t'), weight: 2 } }),
      /^keyspaces\["orders"\]\.shards\.b: "orders\/a" and "orders\/b" both keep slots in/,
    ],
    [
      'one server as two shards',
      keyspaces({ a: server, b: { ...server, ownerSecretArn: secretArn('other-AbCdEf') } }, { network }),
      /^keyspaces\["orders"\]\.shards\.b: .*both keep slots in/,
    ],
    [
      'two balances of one listener',
      { balances: { web: balance, api: balance } },
      /^balances\["api"\]\.balancer: "web" and "api" both set the weights/,
    ],
    [
      'two Regions',
      {
        balances: {
          web: balance,
          far: {
            ...balance,
            balancer: { kind: 'alb-listener', listenerArn: `${elb('us-east-1')}:listener/app/x/1/2` },
          },
        },
      },
      /^balances\["far"\]\.balancer\.listenerArn: is of 111122223333 in us-east-1, and balances\["web"\]/,
    ],
    [
      'two accounts',
      { alarmActions: ['arn:aws:sns:eu-central-1:444455556666:on-call'], balances: { web: balance } },
      /a deployment is in one account and Region/,
    ],
  ])('is refused with %s', (_, input, says) => {
    expect(() => parseDeployment(input)).toThrow(says);
  });

  it('is refused where two reserve capacity of one load balancer', () => {
    const rule = { kind: 'alb-rule', ruleArn: `${listenerArn.replace('listener', 'listener-rule')}/9683b2d02a6cabee` };
    const balances = { web: { ...balance, reservation: {} }, api: { ...balance, balancer: rule, reservation: {} } };
    expect(() => parseDeployment({ balances })).toThrow(
      /^balances\["api"\]\.reservation: .*reserve capacity of app\/shop/,
    );
  });

  it('may tell a function of the user about another Region', () => {
    const part = {
      kind: 'lambda',
      functionName: 'reads',
      payload: { queue: 'arn:aws:sqs:us-east-1:444455556666:orders' },
    };
    const scalable = {
      target: { kind: 'auto-scaling-group', autoScalingGroupName: 'a' },
      bounds: { min: 1, max: 2 },
      readings: { waiting: { parts: [part] } },
      policies: [{ kind: 'schedule', timeZone: 'UTC', windows: [{ from: '08:00', to: '18:00', floor: 1 }] }],
    };
    expect(parseDeployment({ scalables: { web: scalable }, balances: { web: balance } }).scalables).toHaveLength(1);
  });

  it('tells what is in it, and a name of a scalable that it does not have', () => {
    const named = { ...balance, groups: { ...groups, a: { ...groups.a, scalable: 'shop/web' } } };
    expect(tellDeployment(parseDeployment({ balances: { web: named }, purges: { site: { cdn: fastly } } }))).toEqual({
      subjects: [
        { section: 'balances', name: 'web', is: 'recommend, among a, b' },
        { section: 'purges', name: 'site', is: 'on, fastly' },
      ],
      warnings: [
        expect.stringMatching(/^balances\["web"\]\.groups\.a\.scalable: "shop\/web" is not a scalable of this config/),
      ],
    });
  });
});
