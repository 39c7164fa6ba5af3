import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { PostgresServer } from '../../../lib/index.ts';
import type { DeclaredRig } from './declared-rig.ts';

const secretArn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:orders-AbCdEf';
const secretKeyArn = 'arn:aws:kms:eu-central-1:111122223333:key/1234-abcd';
const [host, database] = ['orders.example.com', 'orders'];

const settings = {
  mode: 'on' as const,
  owner: 'shop',
  judgeAfterMinutes: 30,
  judgeCalls: 50,
  schemas: ['shop'],
  lookEveryMinutes: 30,
  mostBytes: 1e9,
  leastGainPercent: 1,
  costOfWrite: 2,
  mostStatements: 100,
};

export const rig: DeclaredRig = {
  input: {
    databases: {
      'shop/orders': {
        servers: [
          { host, database, secretArn, secretKeyArn, replicas: ['reader.example.com'] },
          { host: 'b.example.com', port: 5433, database, secretArn },
        ],
        ...settings,
      },
      'shop/carts': { mode: 'off', servers: [{ host: 'carts.example.com', database: 'carts', secretArn }] },
    },
  },
  make(headroom, imported) {
    const orders = imported('shop/orders');
    const [a, b] = [new Construct(orders, 'Server-0'), new Construct(orders, 'Server-1')];
    const encryptionKey = Key.fromKeyArn(a, 'SecretKey', secretKeyArn);
    const ofA = Secret.fromSecretAttributes(a, 'Secret', { secretCompleteArn: secretArn, encryptionKey });
    const ofB = Secret.fromSecretCompleteArn(b, 'Secret', secretArn);
    headroom.indexes('shop/orders', {
      servers: [
        PostgresServer.fromHost({ host, database, secret: ofA, replicas: ['reader.example.com'] }),
        PostgresServer.fromHost({ host: 'b.example.com', port: 5433, database, secret: ofB }),
      ],
      ...settings,
    });
    const carts = new Construct(imported('shop/carts'), 'Server-0');
    const secret = Secret.fromSecretCompleteArn(carts, 'Secret', secretArn);
    headroom.indexes('shop/carts', {
      mode: 'off',
      servers: [PostgresServer.fromHost({ host: 'carts.example.com', database: 'carts', secret })],
    });
  },
};
