/** The CDK app of `shards-servers-deployed.test.ts`: Headroom, and a keyspace over two PostgreSQL servers on loopback. */
import { App, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Headroom, type ShardTarget } from '../../lib/index.ts';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT ?? '', region: process.env.CDK_DEFAULT_REGION ?? '' };
const stack = new Stack(app, 'ShardedServers', { env });
const headroom = new Headroom(stack, 'Headroom', {
  local: true,
  dashboard: false,
  removalPolicy: RemovalPolicy.DESTROY,
  deploymentName: 'servers',
});
const given = (name: string): string => String(app.node.tryGetContext(name));

/** As `PostgresShard` is, for a server that no construct makes and no network hides. */
function shard(name: string): ShardTarget {
  const secret = new Secret(stack, `Owner-${name}`, {
    secretObjectValue: {
      username: SecretValue.unsafePlainText('owner'),
      password: SecretValue.unsafePlainText(given(`${name}-password`)),
    },
  });
  const port = Number(given(`${name}-port`));
  // On AWS a Ref is the ARN too; the local AWS has the secret's name there.
  const ownerSecretArn = (secret.node.defaultChild as CfnSecret).attrId;
  const owner = { ownerSecretArn, applicationSecretArn: null };
  const mayRead = new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [ownerSecretArn] });
  return {
    config: { kind: 'postgres', host: '127.0.0.1', port, database: 'postgres', weight: 1, ...owner },
    load: new Metric({ namespace: 'AWS/RDS', metricName: 'CPUUtilization' }),
    network: null,
    place: port,
    grantMove: (mover) => void mover.grantPrincipal.addToPrincipalPolicy(mayRead),
    grantObserve: (balancer) => void balancer.grantPrincipal.addToPrincipalPolicy(mayRead),
    grantUse: () => {},
  };
}

headroom.shard('shop', { bits: 1, keyColumn: 'key', shards: { a: shard('a'), b: shard('b') } });
