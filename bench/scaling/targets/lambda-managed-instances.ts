import { lambdaManagedInstances } from '../../../adapters/scaling/targets/lambda-managed-instances/lambda-managed-instances.ts';
import { sender } from '../sender.ts';
import { type BenchTarget, everywhere } from './any-kind.ts';

export const managedInstances: BenchTarget<'lambda-managed-instances'> = {
  config: (functionName) => ({
    ...{ kind: 'lambda-managed-instances', account: null, region: null, functionName, qualifier: '$LATEST.PUBLISHED' },
  }),
  make(reads) {
    const floor = { MinExecutionEnvironments: 4, MaxExecutionEnvironments: 40 };
    const described = { RequestedFunctionScalingConfig: floor, AppliedFunctionScalingConfig: floor };
    const answers = { GetFunctionScalingConfig: () => described, PutFunctionScalingConfig: () => ({}) };
    const clients = everywhere(sender(answers, reads, ['GetFunctionScalingConfig']));
    return (world) => lambdaManagedInstances({ ...world, clients });
  },
};
