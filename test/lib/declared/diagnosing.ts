import { Duration } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { awsReadings, datadogReading, prometheusReading } from '../../../lib/index.ts';
import type { DeclaredRig } from './declared-rig.ts';

const secretArn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:datadog-AbCdEf';
const encryptionKeyArn = 'arn:aws:kms:eu-central-1:111122223333:key/1234-abcd';
const workspaceArn = 'arn:aws:aps:eu-central-1:111122223333:workspace/ws-1234abcd';
const url = 'https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-1234abcd';
const loadBalancer = 'app/shop/50dc6c495c0c9188';
const targetGroup = 'targetgroup/web/73e2d6bc24d8a067';
const network = 'net/shop/50dc6c495c0c9188';
const query = 'sum(rate(http_requests_total[5m]))';
const busy = 'avg:pool.busy{service:checkout}';

export const rig: DeclaredRig = {
  input: {
    services: {
      shop: {
        mode: 'off',
        windowSeconds: 21_600,
        periodSeconds: 600,
        requests: {
          all: {
            parts: [
              {
                kind: 'prometheus',
                url,
                query,
                auth: { kind: 'sigv4', workspaceArn },
                periodSeconds: 300,
                unit: 'per second',
              },
            ],
          },
        },
        clients: {
          parts: [{ kind: 'cloudwatch', namespace: 'Shop', metricName: 'Workers', stat: 'Average' }],
          unit: 'count',
        },
        tiers: {
          web: {
            behind: ['db', 'jobs'],
            of: [
              { kind: 'alb', loadBalancer, targetGroup },
              { kind: 'auto-scaling-group', group: 'web', cores: 2, agent: true },
              {
                kind: 'metrics',
                resources: {
                  slots: {
                    kind: 'pool',
                    servers: 10,
                    utilisation: {
                      parts: [
                        {
                          kind: 'datadog',
                          site: 'datadoghq.eu',
                          query: busy,
                          secretArn,
                          encryptionKeyArn,
                          unit: 'share',
                        },
                      ],
                    },
                  },
                },
              },
            ],
          },
          edge: { of: [{ kind: 'nlb', loadBalancer: network }] },
          api: { of: [{ kind: 'ecs-service', cluster: 'shop', service: 'api', containerInsights: true }] },
          db: { of: [{ kind: 'rds-instance', instance: 'shop', maxConnections: 400, iops: 3000 }] },
          readers: { of: [{ kind: 'aurora-cluster', cluster: 'shop', role: 'READER', engine: 'mysql' }] },
          cache: { kind: 'database', of: [{ kind: 'elasticache-node', node: 'shop-0001-001' }] },
          jobs: { of: [{ kind: 'sqs-queue', queue: 'jobs' }] },
          worker: { of: [{ kind: 'lambda-function', function: 'worker', mostConcurrent: 100 }] },
          carts: { of: [{ kind: 'dynamodb-table', table: 'carts', operation: 'GetItem' }] },
        },
      },
    },
  },
  make(headroom, imported) {
    const scope = imported('shop');
    const key = Key.fromKeyArn(scope, 'DatadogKey', encryptionKeyArn);
    const keys = Secret.fromSecretAttributes(scope, 'Datadog', { secretCompleteArn: secretArn, encryptionKey: key });
    const workspace = { attrArn: workspaceArn, attrPrometheusEndpoint: url };
    const share = { kind: 'pool', servers: 10 } as const;
    headroom.watch('shop', {
      mode: 'off',
      windowSeconds: 21_600,
      periodSeconds: 600,
      requests: { all: prometheusReading({ workspace }, query, { period: Duration.minutes(5), unit: 'per second' }) },
      clients: {
        parts: [{ kind: 'cloudwatch', namespace: 'Shop', metricName: 'Workers', stat: 'Average' }],
        unit: 'count',
      },
      tiers: {
        web: {
          behind: ['db', 'jobs'],
          of: [
            awsReadings.alb({
              loadBalancer: { loadBalancerFullName: loadBalancer },
              targetGroup: { targetGroupFullName: targetGroup },
            }),
            awsReadings.autoScalingGroup({ autoScalingGroupName: 'web' }, { cores: 2, agent: true }),
            {
              kind: 'metrics',
              resources: {
                slots: {
                  ...share,
                  utilisation: datadogReading({ site: 'datadoghq.eu', keys }, busy, { unit: 'share' }),
                },
              },
            },
          ],
        },
        edge: { of: [awsReadings.nlb({ loadBalancerFullName: network })] },
        api: { of: [{ kind: 'ecs-service', cluster: 'shop', service: 'api', containerInsights: true }] },
        db: { of: [awsReadings.rdsInstance({ instanceIdentifier: 'shop' }, { maxConnections: 400, iops: 3000 })] },
        readers: {
          of: [awsReadings.auroraCluster({ clusterIdentifier: 'shop' }, { role: 'READER', engine: 'mysql' })],
        },
        cache: { kind: 'database', of: [awsReadings.elastiCacheNode('shop-0001-001')] },
        jobs: { of: [awsReadings.sqsQueue({ queueName: 'jobs' })] },
        worker: { of: [awsReadings.lambdaFunction({ functionName: 'worker' }, { mostConcurrent: 100 })] },
        carts: { of: [awsReadings.dynamoDbTable({ tableName: 'carts' }, { operation: 'GetItem' })] },
      },
    });
  },
};
