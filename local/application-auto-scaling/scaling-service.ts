import { Activities } from './activities.ts';
import type { Dimensions } from './dimension.ts';
import { keyOf, type Named, ScalableTargets } from './scalable-targets.ts';
import { ScalingFault } from './scaling-fault.ts';

type Input = Readonly<Record<string, unknown>>;
type Operation = (input: never) => object | Promise<object>;

interface Listing extends Partial<Named> {
  readonly ResourceIds?: readonly string[];
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

interface ServiceOptions {
  readonly dimensions: Dimensions;
  /** How long after bounds are set the resource follows. */
  readonly delayMs: number;
  nowMs(): number;
}

/**
 * Application Auto Scaling as its API is documented, for emulators that have none, or one that moves nothing. Policies and
 * schedules are kept and listed, and scale nothing.
 */
export class ScalingService {
  private readonly targets: ScalableTargets;
  private readonly activities: Activities;
  private readonly policies = new Map<string, Named>();
  private readonly schedules = new Map<string, Named>();

  constructor({ dimensions, ...timing }: ServiceOptions) {
    this.targets = new ScalableTargets(dimensions, timing.nowMs);
    this.activities = new Activities(timing);
  }

  /** Throws `ScalingFault` for what AWS refuses. */
  async answer(operation: string, input: Input): Promise<object> {
    const ask = this.operations[operation];
    if (ask === undefined) throw new ScalingFault('UnknownOperationException', `there is no ${operation} here`);
    return ask(input as never);
  }

  /** Settles once nothing is under way. */
  settled(): Promise<void> {
    return this.activities.settled();
  }

  private readonly operations: Readonly<Record<string, Operation>> = {
    RegisterScalableTarget: async (asked: Named) => {
      const target = await this.targets.register(asked);
      await this.activities.adjust(target, this.targets.dimensionOf(target));
      return { ScalableTargetARN: target.ScalableTargetARN };
    },
    DeregisterScalableTarget: (named: Named) => this.deregister(named),
    DescribeScalableTargets: (asked: Listing) => ({
      ...listed('ScalableTargets', 50, this.targets.all.values(), asked),
    }),
    PutScalingPolicy: (asked: Named & { readonly PolicyName: string }) =>
      this.put(this.policies, asked, {
        PolicyARN: `arn:aws:autoscaling:::scalingPolicy:policyName/${asked.PolicyName}`,
      }),
    DescribeScalingPolicies: (asked: Listing) => listed('ScalingPolicies', 10, this.policies.values(), asked),
    DeleteScalingPolicy: (asked: Named) => this.drop(this.policies, asked),
    PutScheduledAction: (asked: Named) => this.put(this.schedules, asked, {}),
    DescribeScheduledActions: (asked: Listing) => listed('ScheduledActions', 50, this.schedules.values(), asked),
    DeleteScheduledAction: (asked: Named) => this.drop(this.schedules, asked),
    DescribeScalingActivities: (asked: Listing) =>
      listed('ScalingActivities', 50, [...this.activities.all].reverse(), asked),
    ListTagsForResource: ({ ResourceARN }: { readonly ResourceARN: string }) => {
      const Tags = this.targets.tags.get(ResourceARN);
      if (Tags === undefined) throw new ScalingFault('ObjectNotFoundException', 'No such scalable target');
      return { Tags };
    },
  };

  /** Policies and schedules go with it; what it has made stays. */
  private deregister(named: Named): object {
    if (!this.targets.all.delete(keyOf(named))) throw notFound(named);
    for (const kept of [this.policies, this.schedules]) {
      for (const [key, one] of kept) if (keyOf(one) === keyOf(named)) kept.delete(key);
    }
    return {};
  }

  private put(kept: Map<string, Named>, asked: Named, made: object): object {
    if (!this.targets.all.has(keyOf(asked))) throw notFound(asked);
    kept.set(nameOf(asked), { ...asked, ...made });
    return made;
  }

  private drop(kept: Map<string, Named>, asked: Named): object {
    if (!kept.delete(nameOf(asked))) throw notFound(asked);
    return {};
  }
}

function nameOf(asked: Named & { readonly PolicyName?: string; readonly ScheduledActionName?: string }): string {
  return `${keyOf(asked)} ${asked.PolicyName ?? asked.ScheduledActionName}`;
}

function notFound({ ServiceNamespace, ResourceId, ScalableDimension }: Named): ScalingFault {
  const says = `No scalable target found for service namespace: ${ServiceNamespace}, resource ID: ${ResourceId}, scalable dimension: ${ScalableDimension}`;
  return new ScalingFault('ObjectNotFoundException', says);
}

/** One page of what is of a namespace, and of a resource where one is named. */
function listed(field: string, most: number, all: Iterable<Named>, asked: Listing): object {
  const {
    ServiceNamespace,
    ResourceId,
    ResourceIds = [],
    ScalableDimension,
    MaxResults = most,
    NextToken = '0',
  } = asked;
  if (ServiceNamespace === undefined) throw new ScalingFault('ValidationException', 'ServiceNamespace is required');
  if (ResourceIds.length > 50) throw new ScalingFault('ValidationException', 'at most 50 ResourceIds');
  const found = [...all]
    .filter((one) => one.ServiceNamespace === ServiceNamespace)
    .filter((one) => ScalableDimension === undefined || one.ScalableDimension === ScalableDimension)
    .filter((one) => ResourceId === undefined || one.ResourceId === ResourceId)
    .filter((one) => ResourceIds.length === 0 || ResourceIds.includes(one.ResourceId));
  const to = Number(NextToken) + MaxResults;
  return { [field]: found.slice(Number(NextToken), to), ...(to < found.length && { NextToken: String(to) }) };
}
