import type { Input } from '../sender.ts';

/** Application Auto Scaling in which every target has a policy and a schedule: the most that is ever asked. */
export const scaledByPolicies = {
  DescribeScalableTargets: ({ ResourceIds }: Input) => ({
    ScalableTargets: (ResourceIds as string[]).map((ResourceId) => ({ ResourceId, SuspendedState: {} })),
  }),
  DescribeScalingPolicies: () => ({ ScalingPolicies: [], NextToken: 'more' }),
  DescribeScheduledActions: () => ({ ScheduledActions: [], NextToken: 'more' }),
};
