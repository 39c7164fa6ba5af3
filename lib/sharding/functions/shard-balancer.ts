import { Duration } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from '../../deployment/acknowledge-wildcards.ts';
import { grantItems, grantLooks, grantSwitch } from '../../deployment/table-grant.ts';
import { ShardFunction, type ShardFunctionProps } from '../shard-function.ts';

/** Looks at what shards hold and carry, and proposes or starts moves. */
export class ShardBalancer extends ShardFunction {
  constructor(scope: Construct, id: string, props: ShardFunctionProps) {
    super(scope, id, props, {
      bundle: 'shard-balancer',
      description: `Plans moves of ${props.keyspace}, and starts them where its mode says so`,
      memoryMebibytes: 1024,
      timeout: Duration.minutes(2),
      rehearsed: { decides: 'sharding', prefix: props.keyspace, needs: props.keyspace, event: {} },
    });
    const { keyspace, keyspaces, table } = props;
    grantItems(keyspaces, this.role, ['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'], [`${keyspace}#*`]);
    grantItems(keyspaces, this.role, ['GetItem'], ['sharding/config']);
    grantLooks(table, this.role, 'sharding', { subject: keyspace });
    grantSwitch(props, this.role);
    this.mayReadMetrics();
  }

  private mayReadMetrics(): void {
    const statements = [new PolicyStatement({ actions: ['cloudwatch:GetMetricData'], resources: ['*'] })];
    const policy = new Policy(this, 'Observe', { statements, roles: [this.role] });
    acknowledgeWildcards(policy, policy.document, 'GetMetricData only reads and has no resource to narrow it to.');
  }
}
