/** What runs in the container: takes orders from a queue until ECS says stop. Why: docs/decisions/0034. */
import { setTimeout as sleep } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import { agentProtection, noProtection } from './task-protection.ts';
import { workOnQueue } from './work-on-queue.ts';

const { env } = process;
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());
process.once('SIGINT', () => stopping.abort());

const log = (line: Readonly<Record<string, unknown>>) => console.log(JSON.stringify(line));
log({ working: env.QUEUE_URL });
await workOnQueue(
  {
    sqs: new SQSClient(),
    queueUrl: env.QUEUE_URL ?? '',
    protection: env.ECS_AGENT_URI ? agentProtection(env.ECS_AGENT_URI) : noProtection,
    visibilitySeconds: Number(env.VISIBILITY_SECONDS ?? 60),
    drainSeconds: Number(env.DRAIN_SECONDS ?? 100),
    retrySeconds: Number(env.RETRY_SECONDS ?? 10),
    handle,
    log,
  },
  stopping.signal,
);

/** Stands for the work: an order says how long it takes. */
async function handle(body: string, signal: AbortSignal): Promise<void> {
  const { order, seconds } = JSON.parse(body) as { order?: unknown; seconds?: unknown };
  if (typeof order !== 'string') throw new Error('the message names no order');
  await sleep(Number(seconds ?? 1) * 1000, null, { signal });
}
