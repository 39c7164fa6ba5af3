import { LambdaClient } from '@aws-sdk/client-lambda';
import { actingClient, readingClient } from '../../../aws/client-settings.ts';
import { once } from '../../../aws/once.ts';
import { regional } from '../../../aws/regional.ts';
import type { MakeNamedTarget } from '../any-kind/kind-target.ts';
import { lambdaConcurrencies } from './lambda-concurrency.ts';

/** Functions of AWS itself. Make it once a process: it keeps its clients. */
export function onAws(): MakeNamedTarget<'lambda-concurrency'> {
  const clients = {
    reader: regional((region) => new LambdaClient({ ...readingClient, ...(region !== null && { region }) })),
    actor: regional((region) => new LambdaClient({ ...actingClient, ...(region !== null && { region }) })),
  };
  const readRivals = once(async () => (await import('../any-kind/native-rivals-on-aws.ts')).nativeRivalsOnAws());
  const readSizes = once(async () => (await import('./sizes.ts')).memorySizes(clients));
  return (world) => lambdaConcurrencies({ ...world, clients }, readRivals, readSizes);
}
