import { lambdaConcurrencies } from '../../../adapters/scaling/targets/lambda-concurrency/lambda-concurrency.ts';
import { scaledConcurrency } from '../../../adapters/scaling/targets/lambda-concurrency/rivals.ts';
import type { TargetConfig } from '../../../core/scaling/config/target-kinds.ts';
import { FakeApplicationAutoScaling } from '../../adapters/scaling/targets/any-kind/fake-application-auto-scaling.ts';
import { aFunction, FakeLambda } from '../../adapters/scaling/targets/lambda-concurrency/fake-lambda.ts';
import { nativeRig } from '../native-rig.ts';
import { everywhere, late, type TargetRig, type Tried } from '../target-rig.ts';

const live = (functionName: string): TargetConfig<'lambda-concurrency'> => ({
  ...{ kind: 'lambda-concurrency', account: null, region: null, functionName, aliasName: 'live' },
});

export const tried: Tried = {
  unit: 'an execution at a time',
  calls: [
    ...['PutProvisionedConcurrencyConfig', 'DeleteProvisionedConcurrencyConfig', 'PutFunctionConcurrency'],
    ...['UpdateFunctionConfiguration', 'PublishVersion', 'UpdateAlias'],
  ].map((one) => `lambda:${one}`),
  miniStack:
    'provisioned for an alias, and reserved for a function: read, changed, taken away; the memory of an alias is changed by a version that gets a share first',
  moto: 'reserved for a function: read, changed (it knows no provisioned concurrency)',
  shapes:
    'allocation that takes its time or fails, an alias with weights, quotas of the account; what calls of two versions tell',
  dimensions: ['lambda:function:ProvisionedConcurrency'],
};

export function rig(): TargetRig<'lambda-concurrency'> {
  const fake = new FakeLambda();
  const native = new FakeApplicationAutoScaling();
  const readRivals = native.readRivals();
  return {
    service: fake,
    reads: 'GetProvisionedConcurrencyConfig',
    changes: 'PutProvisionedConcurrencyConfig',
    most: 1,
    config: (name, at) => ({ ...live(name), ...at }),
    make: (names) => {
      for (const name of names) fake.functions.set(name, aFunction());
    },
    remove: (name) => fake.functions.delete(name),
    settle: () => fake.settle(),
    beside: (name) => {
      const { reserved, alias } = fake.functions.get(name) ?? {};
      return { reserved, alias };
    },
    spoiler: 'no such name!',
    rivals: nativeRig(native, (name) => {
      const scaled = scaledConcurrency(live(name));
      if (scaled === null) throw new Error('an alias can be scaled');
      return scaled;
    }),
    tooMany: 901,
    maker: (at) => late((world) => lambdaConcurrencies({ ...world, clients: everywhere(fake.client, at) }, readRivals)),
  };
}
