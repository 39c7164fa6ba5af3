import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Peer, SecurityGroup, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { DeclaredRig } from './declared-rig.ts';

const keyArn = 'arn:aws:kms:eu-central-1:111122223333:key/1234-abcd';
const secretArn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:sessions-AbCdEf';
const tableArn = 'arn:aws:dynamodb:eu-central-1:111122223333:table/orders';
const streamArn = `${tableArn}/stream/2026-11-20T00:00:00.000`;
const [vpcId, subnetId] = ['vpc-0a1', 'subnet-0a2'];

export const rig: DeclaredRig = {
  input: {
    caches: {
      orders: {
        nodes: { nodeType: 'cache.r7g.large', shards: 3, replicas: 2, encryptionKeyArn: keyArn },
        network: { vpcId, subnetIds: [subnetId], awsPeer: '10.0.0.0/16', dynamoDbPeer: 'pl-6ea54007' },
        tables: [{ streamArn, keys: ['order/{id}'], tags: ['customer/{customer}'], encryptionKeyArn: keyArn }],
        applications: ['shop'],
      },
      carts: {
        nodes: { nodeType: 'cache.t4g.small', replicas: 0, engine: 'redis', engineVersion: '7.0', login: 'password' },
        network: { vpcId, subnetIds: [subnetId], securityGroupIds: ['sg-0a4'] },
        events: [{ source: ['shop.outbox'], detailType: ['Cache Keys Changed'] }],
        outbox: true,
      },
      sessions: {
        existing: {
          host: 'sessions.example.com',
          port: 6380,
          login: { kind: 'password', secretArn, secretField: 'password', user: 'shop' },
          secretKeyArn: keyArn,
          securityGroupIds: ['sg-0a5'],
        },
        network: { vpcId, subnetIds: [subnetId] },
      },
      prices: {
        existing: {
          host: 'prices.example.com',
          cluster: true,
          login: { kind: 'iam', user: 'shop', cacheName: 'prices', isServerless: true },
        },
        applications: ['shop'],
      },
      local: { existing: { host: 'local.example.com', tls: false } },
    },
  },
  make(headroom, imported) {
    const inside = (scope: Construct) => ({
      vpc: Vpc.fromVpcAttributes(scope, 'Vpc', { vpcId, availabilityZones: ['eu-central-1a'] }),
      vpcSubnets: { subnets: [Subnet.fromSubnetId(scope, 'Subnet', subnetId)] },
    });
    const orders = imported('orders');
    const inTable = new Construct(orders, 'Table0');
    const table = Table.fromTableAttributes(inTable, 'Table', {
      tableArn,
      tableStreamArn: streamArn,
      encryptionKey: Key.fromKeyArn(inTable, 'Key', keyArn),
    });
    headroom
      .cache('orders', {
        nodes: {
          nodeType: 'cache.r7g.large',
          shards: 3,
          replicas: 2,
          encryptionKey: Key.fromKeyArn(orders, 'NodesKey', keyArn),
        },
        ...inside(orders),
        awsPeer: Peer.ipv4('10.0.0.0/16'),
        dynamoDbPeer: Peer.prefixList('pl-6ea54007'),
        tables: [{ table, keys: ['order/{id}'], tags: ['customer/{customer}'] }],
      })
      .grantUse(Role.fromRoleName(orders, 'Role-shop', 'shop'));

    const carts = imported('carts');
    headroom.cache('carts', {
      nodes: { nodeType: 'cache.t4g.small', replicas: 0, engine: 'redis', engineVersion: '7.0', login: 'password' },
      ...inside(carts),
      securityGroups: [SecurityGroup.fromSecurityGroupId(carts, 'sg-0a4', 'sg-0a4')],
      events: [{ source: ['shop.outbox'], detailType: ['Cache Keys Changed'] }],
      outbox: true,
    });

    const sessions = imported('sessions');
    const encryptionKey = Key.fromKeyArn(sessions, 'PasswordKey', keyArn);
    headroom.cache('sessions', {
      existing: {
        host: 'sessions.example.com',
        port: 6380,
        login: {
          kind: 'password',
          secret: Secret.fromSecretAttributes(sessions, 'Password', { secretCompleteArn: secretArn, encryptionKey }),
          secretField: 'password',
          user: 'shop',
        },
        securityGroups: [SecurityGroup.fromSecurityGroupId(sessions, 'sg-0a5', 'sg-0a5')],
      },
      ...inside(sessions),
    });

    const prices = imported('prices');
    headroom
      .cache('prices', {
        existing: {
          host: 'prices.example.com',
          cluster: true,
          login: { kind: 'iam', user: 'shop', cacheName: 'prices', isServerless: true },
        },
      })
      .grantUse(Role.fromRoleName(prices, 'Role-shop', 'shop'));
    imported('local');
    headroom.cache('local', { existing: { host: 'local.example.com', tls: false } });
  },
};
