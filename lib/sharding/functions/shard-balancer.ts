import { Duration } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from '../../deployment/acknowledge-wildcards.ts';
import { ShardFunction, type ShardFunctionProps } from '../shard-function.ts';

/** Looks at what shards hold and carry, and proposes or starts moves. */
export class ShardBalancer extends ShardFunction {
  constructor(scope: Construct, id: string, props: ShardFunctionProps) {
    super(scope, id, props, {
      bundle: 'shard-balancer',
      description: `Plans moves of ${props.keyspace}, and starts them where its mode says so`,
      memoryMebibytes: 1024,
      timeout: Duration.minutes(2),
    });
    const actions = ['BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'];
    for (const table of [props.keyspaces, props.table]) {
      table.grant(this.role, ...actions.map((action) => `dynamodb:${action}`));
    }
    this.mayReadMetrics();
  }

  private mayReadMetrics(): void {
    const statements = [new PolicyStatement({ actions: ['cloudwatch:GetMetricData'], resources: ['*'] })];
    const policy = new Policy(this, 'Observe', { statements, roles: [this.role] });
    acknowledgeWildcards(policy, policy.document, 'GetMetricData only reads and has no resource to narrow it to.');
  }
}
