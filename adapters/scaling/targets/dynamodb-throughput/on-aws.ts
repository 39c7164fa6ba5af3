import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { actingClient, readingClient } from '../../../aws/client-settings.ts';
import { once } from '../../../aws/once.ts';
import { regional } from '../../../aws/regional.ts';
import type { MakeNamedTarget } from '../any-kind/kind-target.ts';
import { dynamodbThroughputs } from './dynamodb-throughput.ts';

/** Tables of AWS itself. Make it once a process: it keeps its clients. */
export function onAws(): MakeNamedTarget<'dynamodb-throughput'> {
  const clients = {
    reader: regional((region) => new DynamoDBClient({ ...readingClient, ...(region !== null && { region }) })),
    actor: regional((region) => new DynamoDBClient({ ...actingClient, ...(region !== null && { region }) })),
  };
  const readRivals = once(async () => (await import('../any-kind/native-rivals-on-aws.ts')).nativeRivalsOnAws());
  return (world) => dynamodbThroughputs({ ...world, clients }, readRivals);
}
