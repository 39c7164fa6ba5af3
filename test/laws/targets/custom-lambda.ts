import { customLambdas } from '../../../adapters/scaling/targets/custom-lambda/custom-lambda.ts';
import { FakeFunctions } from '../../adapters/scaling/targets/custom-lambda/fake-functions.ts';
import { everywhere, late, type TargetRig, type Tried } from '../target-rig.ts';

export const tried: Tried = {
  unit: 'what your function takes for one',
  calls: ['lambda:InvokeFunction'],
  miniStack: 'a function of Node 24 is asked, told, and refuses',
  moto: 'no (it runs no functions)',
  shapes: 'functions that fail, or answer what is none',
  dimensions: [],
};

export function rig(): TargetRig<'custom-lambda'> {
  const fake = new FakeFunctions();
  return {
    service: fake,
    reads: 'Invoke',
    changes: 'Invoke',
    most: 1,
    config: (functionName, at) => ({ kind: 'custom-lambda', ...at, functionName, resource: 'print-shop' }),
    make: (names) => {
      for (const name of names) fake.functions.set(name, { asked: 2, running: 2, max: 10 });
    },
    remove: (name) => fake.functions.delete(name),
    settle: () => fake.settle(),
    spoiler: 'no such function',
    rivals: null,
    tooMany: 11,
    maker: (at) => late((world) => customLambdas({ ...world, clients: everywhere(fake.client, at) })),
  };
}
