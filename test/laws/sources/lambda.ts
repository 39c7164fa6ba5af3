import { connectSources } from '../../../adapters/sources/catalogue.ts';
import { answering, FakeLambda } from '../../adapters/sources/lambda/fake-lambda.ts';
import type { Points, SourceRig } from '../source-rig.ts';

export function rig(): SourceRig<'lambda'> {
  const fake = new FakeLambda();
  const metrics = new Map<string, Points>();
  fake.functions.set('numbers', answering(metrics));
  return {
    service: fake,
    readsPerCall: 100,
    part: (name) => ({
      kind: 'lambda',
      functionName: 'numbers',
      payload: { metric: name },
      periodSeconds: 60,
      delaySeconds: 60,
      unit: 'count',
      adds: true,
      speaksAtZero: null,
    }),
    put: (name, points) => void metrics.set(name, points),
    askedSeconds: () => fake.asked.flatMap(({ reads }) => reads.map(({ periodSeconds }) => periodSeconds)),
    open: connectSources({}, { lambda: fake.client }),
  };
}
