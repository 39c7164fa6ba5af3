import type {
  AutoScalingClient,
  AutoScalingGroup,
  AutoScalingGroupNamesType,
  Instance,
  ScalingPolicy,
  ScheduledUpdateGroupAction,
  SetDesiredCapacityType,
  UpdateAutoScalingGroupType,
} from '@aws-sdk/client-auto-scaling';
import { awsError } from '../../../aws-error.ts';
import { FakeAws } from '../../../fake-aws.ts';

const invalid = (message: string) => awsError('ValidationError', message);

/** An instance as AWS describes it. */
export function instance(LifecycleState: string, more: object = {}): Instance {
  const told = {
    InstanceId: 'i-1',
    AvailabilityZone: 'eu-west-1a',
    HealthStatus: 'Healthy',
    ProtectedFromScaleIn: false,
  };
  return { ...told, LifecycleState: LifecycleState as Instance['LifecycleState'], ...more };
}

/** A group with as many instances in service as it is asked to have. */
export function group(name: string, desired = 2, more: Partial<AutoScalingGroup> = {}): AutoScalingGroup {
  return {
    AutoScalingGroupName: name,
    MinSize: 1,
    MaxSize: 10,
    DesiredCapacity: desired,
    DefaultCooldown: 300,
    AvailabilityZones: ['eu-west-1a'],
    HealthCheckType: 'EC2',
    CreatedTime: new Date(0),
    Instances: Array.from({ length: desired }, () => instance('InService')),
    SuspendedProcesses: [],
    ...more,
  };
}

/** EC2 Auto Scaling in memory. It refuses what AWS refuses; `pageSize` makes it answer in more pages than it must. */
export class FakeAutoScaling extends FakeAws<AutoScalingClient> {
  readonly groups = new Map<string, AutoScalingGroup>();
  readonly policies: ScalingPolicy[] = [];
  readonly schedules: ScheduledUpdateGroupAction[] = [];
  pageSize = 100;

  constructor(groups: readonly AutoScalingGroup[] = []) {
    super({
      DescribeAutoScalingGroups: (input: AutoScalingGroupNamesType) => this.describe(input),
      DescribePolicies: (input: Listing) => paged('ScalingPolicies', this.policies, input),
      DescribeScheduledActions: (input: Listing) => paged('ScheduledUpdateGroupActions', this.schedules, input),
      UpdateAutoScalingGroup: (input: UpdateAutoScalingGroupType) => this.update(input),
      SetDesiredCapacity: (input: SetDesiredCapacityType) => this.setDesired(input),
    });
    for (const one of groups) this.groups.set(String(one.AutoScalingGroupName), one);
  }

  suspend(name: string, ...processes: readonly string[]): void {
    const known = this.groups.get(name);
    if (known !== undefined) known.SuspendedProcesses = processes.map((ProcessName) => ({ ProcessName }));
  }

  private describe({ AutoScalingGroupNames: names = [], MaxRecords = 50, NextToken }: AutoScalingGroupNamesType) {
    if (MaxRecords > 100) throw invalid('MaxRecords must be at most 100');
    if (names.length > MaxRecords) throw invalid(`The number of group names (${names.length}) exceeds ${MaxRecords}`);
    if (names.some((name) => name === '' || name.length > 1600)) throw invalid('a group name has a bad length');
    const found = names.flatMap((name) => this.groups.get(name) ?? []);
    const from = Number(NextToken ?? 0);
    const to = from + Math.min(this.pageSize, MaxRecords);
    return { AutoScalingGroups: found.slice(from, to), ...(to < found.length && { NextToken: String(to) }) };
  }

  /** What is left out stays; the desired capacity follows the bounds. */
  private update({ AutoScalingGroupName: name = '', MinSize, MaxSize, DesiredCapacity }: UpdateAutoScalingGroupType) {
    const known = this.groups.get(name);
    if (known === undefined) throw invalid('AutoScalingGroup name not found - null');
    if (known.Status) throw invalid('The AutoScaling group may not be modified while it is pending delete');
    const [min, max] = [MinSize ?? known.MinSize ?? 0, MaxSize ?? known.MaxSize ?? 0];
    if (min > max) throw invalid(`Max bound, ${max}, must be greater than or equal to min bound, ${min}`);
    const desired = DesiredCapacity ?? Math.min(max, Math.max(min, known.DesiredCapacity ?? 0));
    Object.assign(known, { MinSize: min, MaxSize: max, DesiredCapacity: desired });
    return {};
  }

  private setDesired({
    AutoScalingGroupName: name = '',
    DesiredCapacity: desired = Number.NaN,
    HonorCooldown,
  }: SetDesiredCapacityType) {
    const known = this.groups.get(name);
    if (known === undefined) throw invalid('AutoScalingGroup name not found - null');
    if (known.Status) throw invalid('The AutoScaling group may not be modified while it is pending delete');
    if (HonorCooldown) throw awsError('ScalingActivityInProgressFault', 'in cooldown');
    if (!Number.isInteger(desired)) throw invalid('DesiredCapacity must be an integer');
    const { MinSize = 0, MaxSize = 0 } = known;
    if (desired > MaxSize)
      throw invalid(`New SetDesiredCapacity value ${desired} is above max value ${MaxSize} for the AutoScalingGroup.`);
    if (desired < MinSize)
      throw invalid(`New SetDesiredCapacity value ${desired} is below min value ${MinSize} for the AutoScalingGroup.`);
    known.DesiredCapacity = desired;
    return {};
  }
}

interface Listing {
  readonly AutoScalingGroupName?: string;
  readonly MaxRecords?: number;
  readonly NextToken?: string;
}

/** What belongs to one group, or to all, in pages of at most a hundred. */
function paged<Item extends { AutoScalingGroupName?: string | undefined }>(
  field: string,
  all: readonly Item[],
  { AutoScalingGroupName: name, MaxRecords = 50, NextToken = '0' }: Listing,
): object {
  if (MaxRecords > 100) throw invalid('MaxRecords must be at most 100');
  if (!/^\d+$/.test(NextToken)) throw awsError('InvalidNextToken', 'The NextToken value is not valid');
  const found = all.filter((one) => name === undefined || one.AutoScalingGroupName === name);
  const to = Number(NextToken) + MaxRecords;
  return { [field]: found.slice(Number(NextToken), to), ...(to < found.length && { NextToken: String(to) }) };
}
