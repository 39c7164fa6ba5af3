import { Annotations, Token } from 'aws-cdk-lib';
import { EventField, type EventPattern, Rule, RuleTargetInput, type Schedule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { InvalidInput } from '../../core/model/errors.ts';
import { parsePurge } from '../../core/purging/config/parse-purge.ts';
import type { PurgeConfig, PurgeInput } from '../../core/purging/config/purge.ts';
import { ConfigItem } from '../deployment/config-item.ts';
import type { BoundCdn } from './cdns/purged-cdn.ts';
import type { CdnPurgeProps, PurgeBucket, PurgeWarmUp } from './purge-settings.ts';
import type { PurgingDeployment } from './purging-deployment.ts';

/** One CDN from which what changes is purged: the events that tell of it, the right to purge, and the config. */
export class Purge extends Construct {
  readonly config: PurgeConfig;
  private readonly target: PurgingDeployment;

  constructor(scope: Construct, id: string, purge: string, target: PurgingDeployment, props: CdnPurgeProps) {
    super(scope, id);
    const { cdn, buckets = [], purgeOn = [], schedule, warmUp, scope: _, ...settings } = props;
    this.target = target;
    const reason = 'The queue is known by its ARN alone, and is in the account and Region of the rule.';
    Annotations.of(this).acknowledgeWarning('@aws-cdk/aws-events:ruleUnresolvedEnvironment', reason);
    const bound = cdn.bind(this);
    this.config = withWarmUp(warmUp, bound.host, (checked) =>
      parsePurge(purge, {
        ...settings,
        cdn: bound.config,
        buckets: buckets.map(({ bucket, ...where }) => ({ bucket: bucket.bucketName, ...where })),
        warmUp: checked,
      }),
    );
    this.grant(bound, buckets);
    this.hear(buckets);
    for (const [index, eventPattern] of purgeOn.entries()) this.hearOfRelease(`Release${index}`, { eventPattern });
    if (schedule !== undefined) this.hearOfRelease('Schedule', { schedule });
    this.deliver();
  }

  private grant({ statements }: BoundCdn, buckets: readonly PurgeBucket[]): void {
    const arns = buckets.map(({ bucket }) => bucket.bucketArn);
    const list = arns.length === 0 ? [] : [new PolicyStatement({ actions: ['s3:ListBucket'], resources: arns })];
    new Policy(this, 'MayPurge', { statements: [...statements, ...list], roles: [this.target.role] });
  }

  private hear(buckets: readonly PurgeBucket[]): void {
    if (buckets.length === 0) return;
    for (const { bucket } of buckets) bucket.enableEventBridgeNotification();
    const name = buckets.map(({ bucket }) => bucket.bucketName);
    new Rule(this, 'Objects', {
      description: 'Objects behind the CDN are written or deleted',
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
    const { purge: name, ...config } = this.config;
    new ConfigItem(this, 'Config', { configWriter: this.target.configWriter, capability: 'purging', name, config });
  }
}

/** A domain that the deploy makes is a token here, and is checked when the config is written. */
function withWarmUp(
  warmUp: PurgeWarmUp | undefined,
  ownHost: string | null,
  parse: (warmUp: PurgeInput['warmUp']) => PurgeConfig,
): PurgeConfig {
  if (warmUp === undefined) return parse(null);
  const host = warmUp.host ?? ownHost;
  if (host === null) throw new InvalidInput('warmUp.host', 'is missing; name a domain of the tenant');
  const isToken = Token.isUnresolved(host);
  const parsed = parse({ host: isToken ? 'host.example' : host, paths: [...warmUp.paths] });
  return { ...parsed, warmUp: { host, paths: [...warmUp.paths] } };
}
