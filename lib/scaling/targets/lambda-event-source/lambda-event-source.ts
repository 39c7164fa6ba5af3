import { ArnFormat, type CfnResource, Stack } from 'aws-cdk-lib';
import type { IEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import type { Polling } from '../../../../core/scaling/config/targets/lambda-event-source.ts';
import { resourcesOfType } from '../../../deployment/resources-named.ts';
import { type NamedPlace, requireOwnPlace } from '../own-place.ts';
import type { BoundTarget, CapacityGrant, ScalingTarget } from '../scaling-target.ts';

/** An event source mapping that is known by its UUID alone. */
export interface NamedEventSource extends NamedPlace {
  readonly uuid: string;
}

export interface LambdaEventSourceOptions {
  /** The most executions at a time, or the least of the provisioned pollers. AWS takes one of the two of a source. */
  readonly polling: Polling;
}

/** What Lambda polls a queue with. Capacity counts executions at a time, or pollers. */
export class LambdaEventSourceTarget implements ScalingTarget {
  readonly construct: IConstruct | null;
  private readonly named: NamedEventSource;
  private readonly polling: Polling;

  constructor(source: IEventSourceMapping | NamedEventSource, { polling }: LambdaEventSourceOptions) {
    const made = Construct.isConstruct(source) ? (source as IEventSourceMapping) : null;
    this.named = made === null ? (source as NamedEventSource) : { uuid: made.eventSourceMappingId };
    const resource = made && resourcesOfType<CfnResource>(made, 'AWS::Lambda::EventSourceMapping')[0];
    this.construct = resource ? made : null;
    this.polling = polling;
  }

  /** A source that this app does not make. Somebody else has to tag it where grants go by tag. */
  static fromUuid(uuid: string, { polling, ...place }: LambdaEventSourceOptions & NamedPlace): ScalingTarget {
    return new LambdaEventSourceTarget({ ...place, uuid }, { polling });
  }

  bind(scope: Construct, grant: CapacityGrant): BoundTarget {
    const { uuid, account = null, region = null } = this.named;
    const { polling, construct } = this;
    requireOwnPlace(scope, this.named);
    grant.allow({
      actions: ['lambda:GetEventSourceMapping', 'lambda:UpdateEventSourceMapping'],
      resourceArn: Stack.of(scope).formatArn({
        ...{ service: 'lambda', resource: 'event-source-mapping', resourceName: uuid },
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
      construct,
      wildcard: null,
    });
    const config = { kind: 'lambda-event-source' as const, account, region, uuid, polling };
    return { config, running: null, asked: null };
  }

  /** CloudFormation leaves what Headroom has set alone until the numbers of the template themselves change. */
  conflicts(): readonly string[] {
    return [];
  }
}
