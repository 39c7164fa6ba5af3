import { LambdaClient } from '@aws-sdk/client-lambda';
import { actingClient, readingClient } from '../../../aws/client-settings.ts';
import { regional } from '../../../aws/regional.ts';
import type { MakeNamedTarget } from '../any-kind/kind-target.ts';
import { lambdaManagedInstances } from './lambda-managed-instances.ts';

/** Functions of AWS itself. Make it once a process: it keeps its clients. */
export function onAws(): MakeNamedTarget<'lambda-managed-instances'> {
  const clients = {
    reader: regional((region) => new LambdaClient({ ...readingClient, ...(region !== null && { region }) })),
    actor: regional((region) => new LambdaClient({ ...actingClient, ...(region !== null && { region }) })),
  };
  return (world) => lambdaManagedInstances({ ...world, clients });
}
