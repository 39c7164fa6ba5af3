import { randomBytes } from 'node:crypto';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Context } from 'aws-lambda';
import { actingClient, readingClient } from '../../adapters/aws/client-settings.ts';
import { secretKeys } from '../../adapters/aws/secret-keys.ts';
import { deploymentMetrics } from '../../adapters/sinks/emf/deployment-metrics.ts';
import { emf } from '../../adapters/sinks/emf/emf.ts';
import { maskedLog } from '../../adapters/sinks/emf/masked-log.ts';
import { purgingReport } from '../../core/purging/report.ts';
import { abortable } from '../abortable.ts';
import { lazyClient } from '../lazy-client.ts';
import { looks } from '../looks.ts';
import { requiredVariable } from '../required-variable.ts';
import { purgeLooking } from './looking.ts';
import { hears } from './roster.ts';

/** CloudFront's control plane is in one Region, wherever we are. */
const region = 'us-east-1';
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const mostDelaySeconds = 900;

const { env } = process;
const tableName = requiredVariable(env, 'HEADROOM_TABLE');
const queueUrl = requiredVariable(env, 'HEADROOM_PURGE_QUEUE');
const nowMs = () => Date.now();

const dynamoDb = new DynamoDBClient({ ...readingClient });
// The queue is where SQS is, also where that is an emulator behind a proxy.
const sqs = new SQSClient({ ...readingClient, useQueueUrlAsEndpoint: false });
const s3 = lazyClient(async () => {
  const { S3Client } = await import('@aws-sdk/client-s3');
  // A bucket may be in another Region than Headroom.
  return new S3Client({ ...readingClient, followRegionRedirects: true });
});
const reader = new CloudFrontClient({ ...readingClient, region });
const actor = new CloudFrontClient({ ...actingClient, region });

const keys = secretKeys({
  whose: 'the CDN',
  client: async () => {
    const { SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
    return new SecretsManagerClient({ ...readingClient });
  },
  nowMs,
});

const log = maskedLog(env.POWERTOOLS_SERVICE_NAME ?? 'cdn-purger');
const metrics = deploymentMetrics(requiredVariable(env, 'HEADROOM_DEPLOYMENT'));

/** What the function works with: clients for the life of the process, everything that reads anew for each invocation. */
export const world = {
  log,
  metrics,
  door: looks({ hears, sinks: [emf(log, metrics)], report: purgingReport, invocation }),
};

function invocation(_: Context, signal: AbortSignal) {
  return purgeLooking({
    table: { client: abortable(dynamoDb, signal), tableName, random: Math.random },
    cdns: { cloudFront: { reader: abortable(reader, signal), actor: abortable(actor, signal) }, fetch, keys },
    signal,
    s3: abortable(s3, signal),
    nowMs,
    newId: () => randomBytes(9).toString('base64url'),
    wake,
  });
}

async function wake(purge: string, atMs: number): Promise<void> {
  const DelaySeconds = Math.min(mostDelaySeconds, Math.max(1, Math.ceil((atMs - nowMs()) / 1000)));
  const MessageBody = JSON.stringify({ source: 'headroom.wake', purge });
  try {
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds }));
  } catch (error) {
    // What waits is in the table, and the schedule looks at it within a minute.
    log.warn('no earlier look could be asked for', { purge, because: String(error) });
  }
}
