import { Annotations, ArnFormat, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { CfnDistribution, type IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { EventField, type EventPattern, Rule, RuleTargetInput, type Schedule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { type IRole, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { InvalidInput } from '../core/model/errors.ts';
import { parsePurge } from '../core/model/parse-purge.ts';
import type { PurgeConfig } from '../core/model/purge.ts';
import type { PurgeBucket, PurgeProps } from './purge-settings.ts';

/** What a purge takes from the deployment. It depends on it, never the other way round. */
export interface PurgingDeployment {
  readonly queue: IQueue;
  readonly deadLetters: IQueue;
  /** The role that purges. */
  readonly role: IRole;
  readonly configWriter: IFunction;
}

/** One distribution from which what changes is purged: the events that tell of it, the right to purge, and the config. */
export class Purge extends Construct {
  readonly config: PurgeConfig;
  private readonly target: PurgingDeployment;

  constructor(scope: Construct, id: string, purge: string, target: PurgingDeployment, props: PurgeProps) {
    super(scope, id);
    const { distribution, buckets = [], purgeOn = [], schedule, cacheTagHeader, scope: _, ...settings } = props;
    this.target = target;
    const reason = 'The queue is known by its ARN alone, and is in the account and Region of the rule.';
    Annotations.of(this).acknowledgeWarning('@aws-cdk/aws-events:ruleUnresolvedEnvironment', reason);
    this.config = parsePurge(purge, {
      ...settings,
      cdn: { kind: 'cloudfront', distributionId: distribution.distributionId },
      buckets: buckets.map(({ bucket, ...where }) => ({ bucket: bucket.bucketName, ...where })),
    });
    if (cacheTagHeader !== undefined) readTags(distribution, cacheTagHeader);
    this.grant(distribution, buckets);
    this.hear(buckets);
    for (const [index, eventPattern] of purgeOn.entries()) this.hearOfRelease(`Release${index}`, { eventPattern });
    if (schedule !== undefined) this.hearOfRelease('Schedule', { schedule });
    this.deliver();
  }

  private grant(distribution: IDistribution, buckets: readonly PurgeBucket[]): void {
    const actions = ['CreateInvalidation', 'GetInvalidation', 'GetDistributionConfig'].map(
      (one) => `cloudfront:${one}`,
    );
    const statements = [new PolicyStatement({ actions, resources: [this.arnOf(distribution)] })];
    const arns = buckets.map(({ bucket }) => bucket.bucketArn);
    if (arns.length > 0) statements.push(new PolicyStatement({ actions: ['s3:ListBucket'], resources: arns }));
    new Policy(this, 'MayPurge', { statements, roles: [this.target.role] });
  }

  private arnOf({ distributionId }: IDistribution): string {
    return Stack.of(this).formatArn({
      service: 'cloudfront',
      region: '',
      resource: 'distribution',
      resourceName: distributionId,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
  }

  private hear(buckets: readonly PurgeBucket[]): void {
    if (buckets.length === 0) return;
    for (const { bucket } of buckets) bucket.enableEventBridgeNotification();
    const name = buckets.map(({ bucket }) => bucket.bucketName);
    new Rule(this, 'Objects', {
      description: 'Objects behind the distribution are written or deleted',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created', 'Object Deleted'],
        detail: { bucket: { name } },
      },
      targets: [this.toQueue('Objects')],
    });
  }

  private hearOfRelease(id: string, on: { eventPattern: EventPattern } | { schedule: Schedule }): void {
    const { purge } = this.config;
    const message = RuleTargetInput.fromObject({ source: 'headroom.deployed', purge, id: EventField.eventId });
    new Rule(this, id, {
      description: `All of ${purge} may have changed`,
      ...on,
      targets: [this.toQueue(id, message)],
    });
  }

  /** By its ARN: the queue lets every rule of the account in, and must not name those of stacks that depend on it. */
  private toQueue(id: string, message?: RuleTargetInput): SqsQueue {
    const named = (what: string, { queueArn }: IQueue) => Queue.fromQueueArn(this, `${what}Of${id}`, queueArn);
    const { queue, deadLetters } = this.target;
    return new SqsQueue(named('Queue', queue), {
      deadLetterQueue: named('DeadLetters', deadLetters),
      ...(message !== undefined && { message }),
    });
  }

  /** Writes the config once all else stands. */
  private deliver(): void {
    const others = [...this.node.children];
    const { purge, ...settings } = this.config;
    const item = new CustomResource(this, 'Config', {
      resourceType: 'Custom::HeadroomPurge',
      serviceToken: this.target.configWriter.functionArn,
      serviceTimeout: Duration.minutes(2),
      properties: { purge, config: Stack.of(this).toJsonString(settings) },
    });
    item.node.addDependency(...others);
  }
}

/** Only the resource itself can say so: `Distribution` has no such property yet. */
function readTags(distribution: IDistribution, header: string): void {
  const resource = distribution.node.defaultChild;
  if (!(resource instanceof CfnDistribution)) {
    throw new InvalidInput(
      'cacheTagHeader',
      'needs a distribution that is made in this app; opt an imported one in where it is made',
    );
  }
  resource.addPropertyOverride('DistributionConfig.CacheTagConfig.HeaderName', header);
}
