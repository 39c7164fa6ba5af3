import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { describe, expect, it } from 'vitest';
import { readOnly } from '../../../adapters/aws/read-only.ts';

/** Counts what would have gone out, and answers nothing. */
function recording() {
  const sent: string[] = [];
  const handle = async (): Promise<never> => {
    sent.push('a request');
    throw new Error('the network');
  };
  const requestHandler = { handle, metadata: { handlerProtocol: 'http/1.1' } };
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new AutoScalingClient({
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
    requestHandler: requestHandler as never,
  });
  return { sent, client };
}

describe('a client that only reads', () => {
  it('refuses what changes something before the network', async () => {
    const { sent, client } = recording();
    const change = new SetDesiredCapacityCommand({ AutoScalingGroupName: 'web', DesiredCapacity: 0 });
    await expect(readOnly(client).send(change)).rejects.toThrow(
      'SetDesiredCapacity is not sent: this client only reads',
    );
    expect(sent).toEqual([]);
  });

  it('sends what reads, and tells of it', async () => {
    const { sent, client } = recording();
    const told: string[] = [];
    const look = new DescribeAutoScalingGroupsCommand({});
    await expect(readOnly(client, { onCall: (command) => told.push(command) }).send(look)).rejects.toThrow(
      'the network',
    );
    expect({ sent, told }).toEqual({ sent: ['a request'], told: ['DescribeAutoScalingGroups'] });
  });
});
