import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Peer, SecurityGroup, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { DatabaseCluster, DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { DynamoDbTableShard, PostgresShard } from '../../../lib/index.ts';
import type { DeclaredRig } from './declared-rig.ts';

const secretArn = (name: string) => `arn:aws:secretsmanager:eu-central-1:111122223333:secret:${name}-AbCdEf`;
const keyArn = 'arn:aws:kms:eu-central-1:111122223333:key/1234-abcd';
const database = 'orders';
const [vpcId, subnetId] = ['vpc-0a1', 'subnet-0a2'];

export const rig: DeclaredRig = {
  input: {
    keyspaces: {
      carts: {
        mode: 'on',
        tables: 'any',
        shards: {
          a: { kind: 'dynamodb-table', tableName: 'a', encryptionKeyArn: keyArn },
          b: { kind: 'dynamodb-table', tableName: 'b', weight: 2 },
        },
        applications: ['shop'],
      },
      orders: {
        shards: {
          a: {
            kind: 'postgres',
            cluster: 'orders-a',
            host: 'a.example.com',
            database,
            ownerSecretArn: secretArn('a'),
            ownerSecretKeyArn: keyArn,
            applicationSecretArn: secretArn('a-shop'),
            securityGroupIds: ['sg-0a1'],
          },
          b: {
            kind: 'postgres',
            instance: 'orders-b',
            host: 'b.example.com',
            port: 5433,
            database,
            ownerSecretArn: secretArn('b'),
            securityGroupIds: ['sg-0a2'],
          },
        },
        network: { vpcId, subnetIds: [subnetId], awsPeer: '10.0.0.0/16', dynamoDbPeer: 'pl-6ea54007' },
        applications: ['shop'],
      },
      apart: {
        shards: {
          a: {
            kind: 'postgres',
            instance: 'apart',
            host: 'apart.example.com',
            database,
            ownerSecretArn: secretArn('apart'),
            securityGroupIds: ['sg-0a3'],
          },
        },
        network: { vpcId, subnetIds: [subnetId], securityGroupIds: ['sg-0a4'] },
      },
    },
  },
  make(headroom, imported) {
    const carts = imported('carts');
    const encryptionKey = Key.fromKeyArn(carts, 'Key', keyArn);
    headroom
      .shard('carts', {
        mode: 'on',
        tables: 'any',
        shards: {
          a: new DynamoDbTableShard(Table.fromTableAttributes(carts, 'A', { tableName: 'a', encryptionKey })),
          b: new DynamoDbTableShard(Table.fromTableName(carts, 'B', 'b'), { weight: 2 }),
        },
      })
      .grantRoute(Role.fromRoleName(carts, 'Role-shop', 'shop'));

    const orders = imported('orders');
    const [inA, inB] = [new Construct(orders, 'Shard-a'), new Construct(orders, 'Shard-b')];
    const a = DatabaseCluster.fromDatabaseClusterAttributes(inA, 'Server', {
      clusterIdentifier: 'orders-a',
      clusterEndpointAddress: 'a.example.com',
      port: 5432,
      securityGroups: [SecurityGroup.fromSecurityGroupId(inA, 'sg-0a1', 'sg-0a1')],
    });
    const b = DatabaseInstance.fromDatabaseInstanceAttributes(inB, 'Server', {
      instanceIdentifier: 'orders-b',
      instanceEndpointAddress: 'b.example.com',
      port: 5433,
      securityGroups: [SecurityGroup.fromSecurityGroupId(inB, 'sg-0a2', 'sg-0a2')],
    });
    const ownerKey = Key.fromKeyArn(inA, 'Key', keyArn);
    const ownerOfA = { secretCompleteArn: secretArn('a'), encryptionKey: ownerKey };
    headroom
      .shard('orders', {
        shards: {
          a: PostgresShard.fromCluster(a, {
            database,
            ownerSecret: Secret.fromSecretAttributes(inA, 'Owner', ownerOfA),
            applicationSecret: Secret.fromSecretCompleteArn(inA, 'Application', secretArn('a-shop')),
          }),
          b: PostgresShard.fromInstance(b, {
            database,
            port: 5433,
            ownerSecret: Secret.fromSecretCompleteArn(inB, 'Owner', secretArn('b')),
          }),
        },
        vpc: Vpc.fromVpcAttributes(orders, 'Vpc', { vpcId, availabilityZones: ['eu-central-1a'] }),
        vpcSubnets: { subnets: [Subnet.fromSubnetId(orders, 'Subnet', subnetId)] },
        awsPeer: Peer.ipv4('10.0.0.0/16'),
        dynamoDbPeer: Peer.prefixList('pl-6ea54007'),
      })
      .grantRoute(Role.fromRoleName(orders, 'Role-shop', 'shop'));

    const apart = imported('apart');
    const inApart = new Construct(apart, 'Shard-a');
    const server = DatabaseInstance.fromDatabaseInstanceAttributes(inApart, 'Server', {
      instanceIdentifier: 'apart',
      instanceEndpointAddress: 'apart.example.com',
      port: 5432,
      securityGroups: [SecurityGroup.fromSecurityGroupId(inApart, 'sg-0a3', 'sg-0a3')],
    });
    const ownerSecret = Secret.fromSecretCompleteArn(inApart, 'Owner', secretArn('apart'));
    headroom.shard('apart', {
      shards: { a: PostgresShard.fromInstance(server, { database, ownerSecret }) },
      vpc: Vpc.fromVpcAttributes(apart, 'Vpc', { vpcId, availabilityZones: ['eu-central-1a'] }),
      vpcSubnets: { subnets: [Subnet.fromSubnetId(apart, 'Subnet', subnetId)] },
      securityGroups: [SecurityGroup.fromSecurityGroupId(apart, 'Group', 'sg-0a4')],
    });
  },
};
