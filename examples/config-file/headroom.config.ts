import { defineConfig } from '../../core/config.ts';

/**
 * Everything that a config file deploys, on things that exist already: `npx cdk deploy -c config=examples/config-file/headroom.config.ts`
 * in this checkout. In an app of your own, `defineConfig` comes from `headroom-aws/config`, and `declared(stack, 'Headroom',
 * parseDeployment(config))` deploys it.
 */
const account = 'eu-central-1:111122223333';
const shop = `arn:aws:elasticloadbalancing:${account}`;
const secret = (name: string) => `arn:aws:secretsmanager:${account}:secret:${name}`;
export default defineConfig({
  deployment: 'headroom-shop',
  alarmActions: ['on-call'],
  logRetentionDays: 90,
  purgeWindowSeconds: 10,
  readers: ['shop-developer'],
  operators: ['shop-on-call'],
  sinks: [
    {
      kind: 'prometheus',
      url: 'https://prometheus.example.com',
      auth: { kind: 'bearer', secretArn: secret('prometheus-Ab12Cd') },
    },
  ],
  scalables: {
    'shop/web': {
      mode: 'scale-out-only',
      target: {
        kind: 'ecs-service',
        cluster: 'shop',
        serviceName: 'web',
        containerInsights: true,
        narrowedTo: { family: 'web' },
      },
      bounds: { min: 2, max: 24 },
      readings: {
        requests: {
          parts: [
            {
              kind: 'cloudwatch',
              namespace: 'AWS/ApplicationELB',
              metricName: 'RequestCount',
              dimensions: {
                LoadBalancer: 'app/shop/50dc6c495c0c9188',
                TargetGroup: 'targetgroup/blue/6d0ecf831eec9f09',
              },
              stat: 'Sum',
            },
          ],
          scale: 1 / 60,
        },
      },
      policies: [{ kind: 'tuned', reading: 'requests' }],
      sloBudgetPercent: 0.5,
    },
  },
  balances: {
    'shop/shares': {
      mode: 'on',
      balancer: {
        kind: 'alb-rule',
        ruleArn: `${shop}:listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee`,
      },
      groups: {
        blue: { targetGroupArn: `${shop}:targetgroup/blue/6d0ecf831eec9f09`, scalable: 'shop/web' },
        green: { targetGroupArn: `${shop}:targetgroup/green/73e2d6bc24d8a067` },
      },
      shift: { from: 'blue', to: 'green', name: 'release-7', plan: { kind: 'linear', overSeconds: 3600 } },
    },
  },
  purges: {
    site: {
      cdn: { kind: 'cloudfront', distributionId: 'E1A2B3C4D5E6F7' },
      buckets: [{ bucket: 'shop-site', pathPrefix: '/static' }],
      rootObject: 'index.html',
      purgeOn: [{ kind: 'pipeline', pipelineName: 'release' }],
      schedule: 'cron(0 4 * * ? *)',
      warmUp: { host: 'www.example.com', paths: ['/', '/news'] },
    },
    images: {
      cdn: {
        kind: 'fastly',
        serviceId: 'SU1Z0isxPaozGVKXdv0eY',
        host: 'images.example.com',
        secretArn: secret('fastly-token-AbCdEf'),
      },
      purgeOn: [{ kind: 'event', source: ['shop.images'], detailType: ['Images Published'] }],
    },
  },
  databases: {
    'shop/catalogue': {
      servers: [
        {
          host: 'catalogue.shop.example',
          database: 'catalogue',
          secretArn: secret('catalogue-advisor-AbCdEf'),
          replicas: ['catalogue-reader.shop.example'],
        },
      ],
      schemas: ['catalogue'],
    },
  },
  services: {
    shop: {
      tiers: {
        web: {
          behind: ['orders', 'carts'],
          of: [
            {
              kind: 'alb',
              loadBalancer: 'app/shop/50dc6c495c0c9188',
              targetGroup: 'targetgroup/blue/6d0ecf831eec9f09',
            },
            { kind: 'ecs-service', cluster: 'shop', service: 'web', cores: 2, containerInsights: true },
          ],
        },
        orders: {
          of: [{ kind: 'rds-instance', instance: 'orders-b', maxConnections: 400, performanceInsights: true }],
        },
        carts: { of: [{ kind: 'dynamodb-table', table: 'carts-a', operation: 'GetItem' }] },
      },
      objective: { availability: 99.9, needs: ['mail'], runbook: 'https://wiki.example.com/shop' },
    },
    mail: {
      tiers: { worker: { of: [{ kind: 'lambda-function', function: 'mail' }] } },
      objective: { latency: { p99Ms: 2000 } },
    },
  },
  keyspaces: {
    carts: {
      shards: {
        a: { kind: 'dynamodb-table', tableName: 'carts-a' },
        b: { kind: 'dynamodb-table', tableName: 'carts-b' },
      },
      applications: ['shop-web'],
    },
    orders: {
      shards: {
        a: {
          kind: 'postgres',
          cluster: 'orders-a',
          host: 'orders-a.cluster-c1a2b3c4d5e6.eu-central-1.rds.amazonaws.com',
          database: 'orders',
          ownerSecretArn: secret('orders-a-AbCdEf'),
          applicationSecretArn: secret('orders-a-shop-AbCdEf'),
          securityGroupIds: ['sg-0a1b2c3d4e5f60001'],
        },
        b: {
          kind: 'postgres',
          instance: 'orders-b',
          host: 'orders-b.c1a2b3c4d5e6.eu-central-1.rds.amazonaws.com',
          database: 'orders',
          ownerSecretArn: secret('orders-b-AbCdEf'),
          applicationSecretArn: secret('orders-b-shop-AbCdEf'),
          securityGroupIds: ['sg-0a1b2c3d4e5f60002'],
        },
      },
      network: {
        vpcId: 'vpc-0a1b2c3d4e5f60003',
        subnetIds: ['subnet-0a1b2c3d4e5f60004', 'subnet-0a1b2c3d4e5f60005'],
        awsPeer: 'sg-0a1b2c3d4e5f60006',
        dynamoDbPeer: 'pl-6ea54007',
      },
      applications: ['shop-web'],
    },
  },
  caches: {
    orders: {
      nodes: { nodeType: 'cache.t4g.small' },
      network: { vpcId: 'vpc-0a1b2c3d4e5f60003', subnetIds: ['subnet-0a1b2c3d4e5f60004', 'subnet-0a1b2c3d4e5f60005'] },
      tables: [
        {
          streamArn: 'arn:aws:dynamodb:eu-central-1:111122223333:table/shop-orders/stream/2026-11-20T08:00:00.000',
          keys: ['order/{id}'],
          tags: ['customer/{customer}'],
        },
      ],
      applications: ['shop-web'],
    },
    sessions: {
      existing: { host: 'sessions.example.com' },
      events: [{ source: ['shop.sessions'], detailType: ['Cache Keys Changed'] }],
      outbox: true,
    },
  },
});
