import type {
  ApplicationAutoScalingClient,
  ScalableTarget,
  ScalingPolicy,
  ScheduledAction,
} from '@aws-sdk/client-application-auto-scaling';
import {
  nativeRivals,
  nativeSweeps,
  type Scaled,
} from '../../../../../adapters/scaling/targets/any-kind/native-rivals.ts';
import { awsError } from '../../../aws-error.ts';
import { FakeAws } from '../../../fake-aws.ts';

interface Registering extends Scaled {
  readonly MinCapacity?: number;
  readonly MaxCapacity?: number;
  readonly SuspendedState?: ScalableTarget['SuspendedState'];
}

interface Listing {
  readonly ServiceNamespace?: string;
  readonly ScalableDimension?: string;
  readonly ResourceId?: string;
  readonly ResourceIds?: readonly string[];
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** Application Auto Scaling in memory. It refuses what AWS refuses, and answers in pages as small as AWS's. */
export class FakeApplicationAutoScaling extends FakeAws<ApplicationAutoScalingClient> {
  readonly targets = new Map<string, ScalableTarget>();
  readonly policies: ScalingPolicy[] = [];
  readonly schedules: ScheduledAction[] = [];

  constructor() {
    super({
      DescribeScalableTargets: (input: Listing) => {
        if ((input.ResourceIds ?? []).length > 50) throw awsError('ValidationException', 'at most 50 resource ids');
        const targets = [...this.targets.values()].filter(
          ({ ResourceId = '', ScalableDimension }) =>
            input.ResourceIds?.includes(ResourceId) && ScalableDimension === input.ScalableDimension,
        );
        return paged('ScalableTargets', 50, targets, input);
      },
      RegisterScalableTarget: (input: Registering) => this.registerAs(input),
      DescribeScalingPolicies: (input: Listing) => paged('ScalingPolicies', 10, this.policies, input),
      DescribeScheduledActions: (input: Listing) => paged('ScheduledActions', 50, this.schedules, input),
    });
  }

  /** Makes a scalable target of something, as whoever gives it a policy or a schedule has to. */
  register(scaled: Scaled): Scaled & { readonly CreationTime: Date } {
    const made = { ...scaled, CreationTime: new Date(0) };
    const target = { ...made, RoleARN: 'arn', MinCapacity: 1, MaxCapacity: 9 } as ScalableTarget;
    if (!this.targets.has(scaled.ResourceId)) this.targets.set(scaled.ResourceId, target);
    return made;
  }

  /** As whoever calls the service: what is left out stays, and nothing is registered by half. */
  private registerAs({ MinCapacity, MaxCapacity, SuspendedState, ...scaled }: Registering): object {
    const known = this.targets.get(scaled.ResourceId);
    const [min, max] = [MinCapacity ?? known?.MinCapacity, MaxCapacity ?? known?.MaxCapacity];
    if (min === undefined || max === undefined) {
      throw awsError('ValidationException', 'MinCapacity and MaxCapacity are required to register a scalable target');
    }
    if (!Number.isInteger(min) || min < 0) throw awsError('ValidationException', `${min} is not a minimum capacity`);
    if (min > max)
      throw awsError('ValidationException', `Maximum capacity ${max} is less than minimum capacity ${min}`);
    const made = { ...this.register(scaled), RoleARN: 'arn', ...known };
    const suspended = SuspendedState === undefined ? {} : { SuspendedState };
    this.targets.set(scaled.ResourceId, {
      ...made,
      ...suspended,
      MinCapacity: min,
      MaxCapacity: max,
    } as ScalableTarget);
    return {};
  }

  suspend({ ResourceId }: Scaled): void {
    const target = this.targets.get(ResourceId);
    if (target === undefined) return;
    target.SuspendedState = {
      DynamicScalingInSuspended: true,
      DynamicScalingOutSuspended: true,
      ScheduledScalingSuspended: true,
    };
  }

  /** What reads it as the targets of a process do. */
  readRivals() {
    const sweeps = nativeSweeps();
    const clients = { reader: () => this.client };
    return async () => (leftMs: () => number) => nativeRivals({ clients, sweeps, leftMs });
  }
}

function paged(
  field: string,
  most: number,
  all: readonly { ResourceId?: string | undefined }[],
  { ServiceNamespace, ScalableDimension, ResourceId, ResourceIds, MaxResults = most, NextToken = '0' }: Listing,
): object {
  if (ServiceNamespace === undefined) throw awsError('ValidationException', 'a service namespace is required');
  if (MaxResults > most) throw awsError('ValidationException', `MaxResults must be at most ${most}`);
  if (ScalableDimension !== undefined && ResourceId === undefined && ResourceIds === undefined) {
    throw awsError('ValidationException', 'a scalable dimension needs a resource id');
  }
  if (!/^\d+$/.test(NextToken)) throw awsError('InvalidNextTokenException', 'Invalid next token');
  const found = all.filter((one) => ResourceId === undefined || one.ResourceId === ResourceId);
  const to = Number(NextToken) + MaxResults;
  return { [field]: found.slice(Number(NextToken), to), ...(to < found.length && { NextToken: String(to) }) };
}
