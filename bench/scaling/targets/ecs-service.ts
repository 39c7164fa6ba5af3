import { nativeRivals, nativeSweeps } from '../../../adapters/scaling/targets/any-kind/native-rivals.ts';
import { ecsServices } from '../../../adapters/scaling/targets/ecs-service/ecs-service.ts';
import { type Input, sender } from '../sender.ts';
import { type BenchTarget, everywhere } from './any-kind.ts';

export const ecsService: BenchTarget<'ecs-service'> = {
  config: (serviceName) => ({ kind: 'ecs-service', account: null, region: null, cluster: 'shop', serviceName }),
  make(reads) {
    const answers = { DescribeServices: services, UpdateService: () => ({}) };
    const clients = everywhere(sender(answers, reads, ['DescribeServices']));
    const native = everywhere(sender(scaledToo, reads, Object.keys(scaledToo)));
    const sweeps = nativeSweeps();
    const readRivals = async () => (leftMs: () => number) => nativeRivals({ clients: native, sweeps, leftMs });
    return (world) => ecsServices({ ...world, clients }, readRivals);
  },
};

/** Every service has a policy and a schedule of Application Auto Scaling's: the most that is ever asked. */
const scaledToo = {
  DescribeScalableTargets: ({ ResourceIds }: Input) => ({
    ScalableTargets: (ResourceIds as string[]).map((ResourceId) => ({ ResourceId, SuspendedState: {} })),
  }),
  DescribeScalingPolicies: () => ({ ScalingPolicies: [], NextToken: 'more' }),
  DescribeScheduledActions: () => ({ ScheduledActions: [], NextToken: 'more' }),
};

function services(input: Input): object {
  const { services: names } = input as { services: string[] };
  const service = { status: 'ACTIVE', desiredCount: 4, runningCount: 4, pendingCount: 0, deployments: [] };
  return { services: names.map((serviceName) => ({ serviceName, ...service })), failures: [] };
}
