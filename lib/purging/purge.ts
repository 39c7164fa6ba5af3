import { Annotations, Stack, Tags, Token } from 'aws-cdk-lib';
import { EventField, type EventPattern, Rule, RuleTargetInput, type Schedule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct, type IConstruct } from 'constructs';
import { InvalidInput } from '../../core/model/errors.ts';
import { parsePurge } from '../../core/purging/config/parse-purge.ts';
import type { PurgeConfig, PurgeInput } from '../../core/purging/config/purge.ts';
import { ConfigItem } from '../deployment/config-item.ts';
import { isElsewhere, refuseElsewhere, refuseRegion } from '../deployment/refuse-elsewhere.ts';
import { resourcesOfType } from '../deployment/resources-named.ts';
import { SharedPolicy } from '../deployment/shared-policy.ts';
import { scaledByTag } from '../deployment/tag-grant.ts';
import type { BoundCdn, PurgedCdn } from './cdns/purged-cdn.ts';
import { EventsFromElsewhere } from './events-from-elsewhere.ts';
import type { CdnPurgeProps, PurgeBucket, PurgeWarmUp } from './purge-settings.ts';
import type { PurgingDeployment } from './purging-deployment.ts';

/** One CDN from which what changes is purged: the events that tell of it, the right to purge, and the config. */
export class Purge extends Construct {
  readonly config: PurgeConfig;
  private readonly target: PurgingDeployment;

  constructor(scope: Construct, id: string, purge: string, target: PurgingDeployment, props: CdnPurgeProps) {
    super(scope, id);
    refuseElsewhere(this, target);
    for (const { bucket } of props.buckets ?? []) refuseUnlike(bucket);
    const { cdn, buckets = [], purgeOn = [], schedule, warmUp, scope: _, ...settings } = props;
    this.target = target;
    const reason = 'The queue is known by its ARN alone, and is in the account and Region of the rule.';
    Annotations.of(this).acknowledgeWarning('@aws-cdk/aws-events:ruleUnresolvedEnvironment', reason);
    const bound = cdn.bind(this);
    this.config = withWarmUp(warmUp, bound.host, (checked) =>
      parsePurge(purge, {
        ...settings,
        cdn: bound.config,
        buckets: buckets.map(({ bucket, turnEventsOn: _on, ...where }) => ({ bucket: bucket.bucketName, ...where })),
        warmUp: checked,
      }),
    );
    const grants = this.grant(bound, cdn, buckets);
    this.hear(buckets);
    for (const [index, eventPattern] of purgeOn.entries()) this.hearOfRelease(`Release${index}`, { eventPattern });
    if (schedule !== undefined) this.hearOfRelease('Schedule', { schedule });
    this.hearElsewhere(cdn.construct, buckets, purgeOn);
    this.deliver(grants);
  }

  private grant(
    { statements }: BoundCdn,
    { construct }: PurgedCdn,
    buckets: readonly PurgeBucket[],
  ): SharedPolicy | null {
    const { role, grantBy, deploymentName } = this.target;
    const arns = buckets.map(({ bucket }) => bucket.bucketArn);
    const list = arns.length === 0 ? [] : [new PolicyStatement({ actions: ['s3:ListBucket'], resources: arns })];
    const byTag = grantBy === 'tag' && statements.every(isTaggable);
    if (byTag) this.tag(construct);
    const byName = [...(byTag ? [] : statements), ...list];
    if (byName.length === 0) return null;
    return SharedPolicy.of(Stack.of(this), `${deploymentName}-purges`, role).allow(byName);
  }

  private tag(construct: IConstruct | null): void {
    const { deploymentName } = this.target;
    const isMade = construct !== null && resourcesOfType(construct, distributions).length > 0;
    if (isMade) Tags.of(construct).add(scaledByTag, deploymentName, { includeResourceTypes: [distributions] });
    else
      Annotations.of(this).addInfo(
        `tag what it purges with ${scaledByTag} = ${deploymentName}: it is not made in this app`,
      );
  }

  private hear(buckets: readonly PurgeBucket[]): void {
    if (buckets.length === 0) return;
    for (const { bucket, turnEventsOn = true } of buckets) {
      if (turnEventsOn) bucket.enableEventBridgeNotification();
      else Annotations.of(this).addInfo(`turn on the events of ${bucket.bucketName} to EventBridge: this app does not`);
    }
    new Rule(this, 'Objects', {
      description: 'Objects behind the CDN are written or deleted',
      eventPattern: objectsOf(buckets),
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

  /** What is told in the Region of a bucket, or of the CDN, is sent to where it is heard. */
  private hearElsewhere(
    cdn: IConstruct | null,
    buckets: readonly PurgeBucket[],
    purgeOn: readonly EventPattern[],
  ): void {
    const all = [...(cdn === null ? [] : [cdn]), ...buckets.map(({ bucket }) => bucket)];
    const stacks = new Set(all.map((one) => Stack.of(one)).filter(({ region }) => isElsewhere(region, this)));
    for (const stack of stacks) {
      const here = buckets.filter(({ bucket }) => Stack.of(bucket) === stack);
      const patterns = [...(here.length === 0 ? [] : [objectsOf(here)]), ...purgeOn];
      if (patterns.length === 0) continue;
      const { purge } = this.config;
      new EventsFromElsewhere(stack, `${this.node.id}-events`, { purge, to: this, patterns });
    }
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
  private deliver(grants: SharedPolicy | null): void {
    const { purge: name, ...config } = this.config;
    const { configWriter } = this.target;
    const item = new ConfigItem(this, 'Config', { configWriter, capability: 'purging', name, config });
    if (grants !== null) item.node.addDependency(grants);
  }
}

function objectsOf(buckets: readonly PurgeBucket[]): EventPattern {
  return {
    source: ['aws.s3'],
    detailType: ['Object Created', 'Object Deleted'],
    detail: { bucket: { name: buckets.map(({ bucket }) => bucket.bucketName) } },
  };
}

const distributions = 'AWS::CloudFront::Distribution';

/** Distributions carry tags that IAM looks at. A tenant's are its own, and a secret's are whoever's the secret is. */
const isTaggable = ({ actions }: PolicyStatement) => actions.includes('cloudfront:CreateInvalidation');

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

/** A bucket that is imported with a Region of its own into a stack of another: rules for it have no place there. */
function refuseUnlike(bucket: IBucket): void {
  if (isElsewhere(bucket.env.region, bucket)) refuseRegion('buckets', bucket.env.region, bucket);
}
