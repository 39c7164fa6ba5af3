import { nativeRivals, nativeSweeps } from '../../../adapters/scaling/targets/any-kind/native-rivals.ts';
import { lambdaConcurrencies } from '../../../adapters/scaling/targets/lambda-concurrency/lambda-concurrency.ts';
import { sender } from '../sender.ts';
import { type BenchTarget, everywhere } from './any-kind.ts';
import { scaledByPolicies } from './scaled-by-policies.ts';

export const lambdaConcurrency: BenchTarget<'lambda-concurrency'> = {
  config: (functionName) => ({
    ...{ kind: 'lambda-concurrency', account: null, region: null, functionName, aliasName: 'live' },
  }),
  make(reads) {
    const provisioned = { RequestedProvisionedConcurrentExecutions: 4, AvailableProvisionedConcurrentExecutions: 4 };
    const answers = {
      GetProvisionedConcurrencyConfig: () => provisioned,
      GetAlias: () => ({ Name: 'live' }),
      PutProvisionedConcurrencyConfig: () => ({}),
    };
    const clients = everywhere(sender(answers, reads, ['GetProvisionedConcurrencyConfig', 'GetAlias']));
    const native = everywhere(sender(scaledByPolicies, reads, Object.keys(scaledByPolicies)));
    const sweeps = nativeSweeps();
    const readRivals = async () => (leftMs: () => number) => nativeRivals({ clients: native, sweeps, leftMs });
    return (world) => lambdaConcurrencies({ ...world, clients }, readRivals);
  },
};
