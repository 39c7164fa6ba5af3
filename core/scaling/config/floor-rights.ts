import type { NativeScaling } from './native-scaling.ts';

/** Where rights are of. Tokens of the CDK stand here too. */
interface Where {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** What the kind of a target would grant to change how many run, of one resource. */
interface ToChange {
  readonly actions: readonly string[];
  readonly resourceArn: string;
  readonly conditions?: Readonly<Record<string, unknown>>;
  readonly wildcard: string | null;
  /** Why it is of no Region and account of the target; left out where it is. */
  readonly elsewhere?: string;
}

/** A right that whoever moves the minimum of a target needs. */
export interface FloorRight extends ToChange {
  readonly conditions: Readonly<Record<string, unknown>>;
}

const lists = 'what lists cannot be narrowed';

/**
 * What moving the minimum alone takes, in place of the rights to change how many run. Of a group nothing but bounds may be named,
 * and no maximum. Application Auto Scaling tries whether whoever sets a minimum may change the resource itself: the role may, but
 * only in requests that a service of AWS makes for it.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/control-access-using-iam.html
 * https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_permission_validation.html
 */
export function floorRights(native: NativeScaling, toChange: readonly ToChange[], where: Where): readonly FloorRight[] {
  return native.by === 'auto-scaling' ? ofGroup(toChange) : ofApplication(native, toChange, where);
}

function ofGroup(toChange: readonly ToChange[]): readonly FloorRight[] {
  return [
    {
      actions: ['autoscaling:DescribeAutoScalingGroups'],
      resourceArn: '*',
      conditions: {},
      wildcard: lists,
      elsewhere: lists,
    },
    ...toChange.map(({ resourceArn, wildcard }) => ({
      actions: ['autoscaling:UpdateAutoScalingGroup'],
      resourceArn,
      wildcard,
      conditions: {
        Null: {
          'autoscaling:LaunchConfigurationName': 'true',
          'autoscaling:MaxSize': 'true',
          'autoscaling:MinSize': 'false',
          'autoscaling:VPCZoneIdentifiers': 'true',
        },
        BoolIfExists: { 'autoscaling:LaunchTemplateVersionSpecified': 'false' },
      },
    })),
  ];
}

function ofApplication(
  { namespace, dimension }: Extract<NativeScaling, { by: 'application-auto-scaling' }>,
  toChange: readonly ToChange[],
  { partition, region, account }: Where,
): readonly FloorRight[] {
  return [
    {
      actions: ['application-autoscaling:DescribeScalableTargets'],
      ...{ resourceArn: '*', conditions: {}, wildcard: lists, elsewhere: lists },
    },
    {
      actions: ['application-autoscaling:RegisterScalableTarget'],
      resourceArn: `arn:${partition}:application-autoscaling:${region}:${account}:scalable-target/*`,
      conditions: {
        StringEquals: {
          'application-autoscaling:service-namespace': namespace,
          'application-autoscaling:scalable-dimension': dimension,
        },
      },
      wildcard: 'a scalable target gets its id when it is registered, and no narrower condition is known',
    },
    ...toChange.filter(isOfResource).map((right) => ({ ...right, conditions: viaAws(right.conditions) })),
  ];
}

/** What a kind asks of Application Auto Scaling itself is granted above, for the minimum. */
function isOfResource({ actions }: ToChange): boolean {
  return actions.every((action) => !action.startsWith('application-autoscaling:'));
}

/** Beside what is asked of the request already. */
function viaAws(conditions: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const bool = (conditions.Bool ?? {}) as Readonly<Record<string, unknown>>;
  return { ...conditions, Bool: { ...bool, 'aws:ViaAWSService': 'true' } };
}
