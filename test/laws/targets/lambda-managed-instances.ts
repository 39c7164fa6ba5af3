import { lambdaManagedInstances } from '../../../adapters/scaling/targets/lambda-managed-instances/lambda-managed-instances.ts';
import { FakeManagedInstances } from '../../adapters/scaling/targets/lambda-managed-instances/fake-managed-instances.ts';
import { everywhere, late, type TargetRig, type Tried } from '../target-rig.ts';

export const tried: Tried = {
  unit: 'an execution environment',
  calls: ['lambda:PutFunctionScalingConfig'],
  miniStack: 'no',
  moto: 'no',
  shapes: 'all of it: what was asked for and what is in force, bounds, versions that are switched off',
  dimensions: [],
};

const floor = (units: number) => ({ MinExecutionEnvironments: units, MaxExecutionEnvironments: 40 });

export function rig(): TargetRig<'lambda-managed-instances'> {
  const fake = new FakeManagedInstances();
  return {
    service: fake,
    reads: 'GetFunctionScalingConfig',
    changes: 'PutFunctionScalingConfig',
    attempt: 'GetFunctionScalingConfig',
    most: 1,
    config: (functionName, at) => ({
      ...{ kind: 'lambda-managed-instances', ...at, functionName, qualifier: '$LATEST.PUBLISHED' },
    }),
    make: (names) => {
      for (const name of names) fake.versions.set(name, { requested: floor(2), applied: floor(2) });
    },
    remove: (name) => fake.versions.delete(name),
    settle: () => fake.settle(),
    busy: {
      'that is being changed': (name) => fake.versions.set(name, { requested: floor(3), applied: floor(2) }),
    },
    beside: (name) => fake.versions.get(name)?.requested?.MaxExecutionEnvironments,
    putsBack: true,
    spoiler: 'no such function',
    rivals: null,
    tooMany: 41,
    maker: (at) => late((world) => lambdaManagedInstances({ ...world, clients: everywhere(fake.client, at) })),
  };
}
