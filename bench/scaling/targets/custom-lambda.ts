import { customLambdas } from '../../../adapters/scaling/targets/custom-lambda/custom-lambda.ts';
import { sender } from '../sender.ts';
import { type BenchTarget, everywhere } from './any-kind.ts';

export const customLambda: BenchTarget<'custom-lambda'> = {
  config: (resource) => ({
    ...{ kind: 'custom-lambda', account: null, region: null, functionName: 'scales-all', resource },
  }),
  make(reads) {
    const Payload = new TextEncoder().encode(JSON.stringify({ asked: 4, running: 4, min: 1, max: 50 }));
    const clients = everywhere(sender({ Invoke: () => ({ Payload }) }, reads, ['Invoke']));
    return (world) => customLambdas({ ...world, clients });
  },
};
