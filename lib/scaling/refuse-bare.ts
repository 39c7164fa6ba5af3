import { CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InvalidInput } from '../../core/model/errors.ts';
import type { ScalingTarget } from './targets/scaling-target.ts';

/** How what AWS calls so becomes a target. */
const wrappedAs: Readonly<Record<string, string>> = {
  'AWS::AutoScaling::AutoScalingGroup': 'new AutoScalingGroupTarget(group)',
  'AWS::ECS::Service': 'new EcsServiceTarget(service)',
  'AWS::ECS::Cluster': 'new EcsServiceTarget(service), of a service in it',
  'AWS::EKS::Cluster': 'KubernetesTarget.fromCluster(cluster, { namespace, name })',
  'AWS::DynamoDB::Table': "new DynamoDbThroughputTarget(table, { throughput: 'read' })",
  'AWS::DynamoDB::GlobalTable': "new DynamoDbThroughputTarget(table, { throughput: 'read' })",
  'AWS::Lambda::Function':
    'new LambdaConcurrencyTarget(functionOrAlias), or new CustomLambdaTarget({ ... }) where it scales something itself',
  'AWS::Lambda::Alias': 'new LambdaConcurrencyTarget(alias)',
  'AWS::Lambda::EventSourceMapping': 'new LambdaEventSourceTarget(mapping)',
  'AWS::ElastiCache::ReplicationGroup':
    'new ElastiCacheReplicasTarget(group), or new ElastiCacheNodeGroupsTarget(group)',
  'AWS::ElastiCache::ServerlessCache': 'new ElastiCacheServerlessTarget(cache)',
};

const anyTarget = 'a target, e.g. new AutoScalingGroupTarget(group) or new EcsServiceTarget(service)';

/** Refuses what is not a target, which only JavaScript lets through: a group itself, a name, nothing. Throws `InvalidInput`. */
export function refuseBare(target: unknown): asserts target is ScalingTarget {
  if (typeof target === 'object' && target !== null && 'bind' in target && 'conflicts' in target) return;
  const type = Construct.isConstruct(target) ? typeOf(target) : null;
  const called = Construct.isConstruct(target) ? target.node.path : (JSON.stringify(target) ?? 'nothing');
  throw new InvalidInput('target', `${called} is not a target; give ${wrappedAs[type ?? ''] ?? anyTarget}`);
}

/** What AWS calls the resource that a construct is, or is made around. */
function typeOf(construct: Construct): string | null {
  const resources = construct.node.findAll().filter((one) => CfnResource.isCfnResource(one));
  const main = construct.node.defaultChild ?? resources.find(({ cfnResourceType }) => cfnResourceType in wrappedAs);
  return main !== undefined && CfnResource.isCfnResource(main) ? main.cfnResourceType : null;
}
