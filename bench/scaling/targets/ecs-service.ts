import { nativeRivals, nativeSweeps } from '../../../adapters/scaling/targets/any-kind/native-rivals.ts';
import { ecsServices } from '../../../adapters/scaling/targets/ecs-service/ecs-service.ts';
import { type Input, sender } from '../sender.ts';
import { type BenchTarget, everywhere } from './any-kind.ts';
import { scaledByPolicies } from './scaled-by-policies.ts';

export const ecsService: BenchTarget<'ecs-service'> = {
  config: (serviceName) => ({ kind: 'ecs-service', account: null, region: null, cluster: 'shop', serviceName }),
  make(reads) {
    const answers = { DescribeServices: services, UpdateService: () => ({}) };
    const clients = everywhere(sender(answers, reads, ['DescribeServices']));
    const native = everywhere(sender(scaledByPolicies, reads, Object.keys(scaledByPolicies)));
    const sweeps = nativeSweeps();
    const readRivals = async () => (leftMs: () => number) => nativeRivals({ clients: native, sweeps, leftMs });
    return (world) => ecsServices({ ...world, clients }, readRivals);
  },
};

function services(input: Input): object {
  const { services: names } = input as { services: string[] };
  const service = { status: 'ACTIVE', desiredCount: 4, runningCount: 4, pendingCount: 0, deployments: [] };
  return { services: names.map((serviceName) => ({ serviceName, ...service })), failures: [] };
}
