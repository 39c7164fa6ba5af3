import type { IAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IBaseService } from 'aws-cdk-lib/aws-ecs';
import type {
  ApplicationLoadBalancer,
  ApplicationTargetGroup,
  NetworkLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IDatabaseCluster, IDatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { ReadingsInput, ReadingsKind } from '../../core/diagnosing/config/readings/catalogue.ts';

type Input<Kind extends ReadingsKind> = ReadingsInput<Kind>;
/** What may be said beside what a thing is called. */
type Options<Kind extends ReadingsKind, Named extends string> = Omit<Input<Kind>, 'kind' | Named>;

/** What AWS tells of its own things, ready to be what a tier is read by: `of: [awsReadings.rdsInstance(database)]`. */
export const awsReadings = {
  /** Requests that an Application Load Balancer sends to a target group; `shared` where it has other groups behind it too. */
  alb: (props: {
    readonly loadBalancer: Pick<ApplicationLoadBalancer, 'loadBalancerFullName'>;
    readonly targetGroup: Pick<ApplicationTargetGroup, 'targetGroupFullName'>;
    readonly shared?: boolean;
  }): Input<'alb'> => ({
    kind: 'alb',
    shared: props.shared ?? false,
    loadBalancer: props.loadBalancer.loadBalancerFullName,
    targetGroup: props.targetGroup.targetGroupFullName,
  }),
  /** Flows of a Network Load Balancer. */
  nlb: (loadBalancer: Pick<NetworkLoadBalancer, 'loadBalancerFullName'>): Input<'nlb'> => ({
    kind: 'nlb',
    loadBalancer: loadBalancer.loadBalancerFullName,
  }),
  /** Instances of an Auto Scaling group, whose group metrics have to be on, and their processors. */
  autoScalingGroup: (
    group: Pick<IAutoScalingGroup, 'autoScalingGroupName'>,
    options: Options<'auto-scaling-group', 'group'> = {},
  ): Input<'auto-scaling-group'> => ({ kind: 'auto-scaling-group', group: group.autoScalingGroupName, ...options }),
  /** Tasks of an ECS service, their processors and memory. */
  ecsService: (
    service: Pick<IBaseService, 'cluster' | 'serviceName'>,
    options: Options<'ecs-service', 'cluster' | 'service'> = {},
  ): Input<'ecs-service'> => ({
    kind: 'ecs-service',
    cluster: service.cluster.clusterName,
    service: service.serviceName,
    ...options,
  }),
  /** An instance of RDS. */
  rdsInstance: (
    instance: Pick<IDatabaseInstance, 'instanceIdentifier'>,
    options: Options<'rds-instance', 'instance'> = {},
  ): Input<'rds-instance'> => ({ kind: 'rds-instance', instance: instance.instanceIdentifier, ...options }),
  /** The writer, or the readers, of an Aurora cluster. */
  auroraCluster: (
    cluster: Pick<IDatabaseCluster, 'clusterIdentifier'>,
    options: Options<'aurora-cluster', 'cluster'>,
  ): Input<'aurora-cluster'> => ({ kind: 'aurora-cluster', cluster: cluster.clusterIdentifier, ...options }),
  /** A node of ElastiCache by the id of its cache cluster, such as `shop-0001-001`. */
  elastiCacheNode: (node: string, options: Options<'elasticache-node', 'node'> = {}): Input<'elasticache-node'> => ({
    kind: 'elasticache-node',
    node,
    ...options,
  }),
  /** Messages of a queue. */
  sqsQueue: (queue: Pick<IQueue, 'queueName'>): Input<'sqs-queue'> => ({ kind: 'sqs-queue', queue: queue.queueName }),
  /** Invocations of a Lambda function. */
  lambdaFunction: (
    of: Pick<IFunction, 'functionName'>,
    options: Options<'lambda-function', 'function'> = {},
  ): Input<'lambda-function'> => ({ kind: 'lambda-function', function: of.functionName, ...options }),
  /** What is consumed of a table of DynamoDB. */
  dynamoDbTable: (
    table: Pick<ITable, 'tableName'>,
    options: Options<'dynamodb-table', 'table'> = {},
  ): Input<'dynamodb-table'> => ({ kind: 'dynamodb-table', table: table.tableName, ...options }),
};
