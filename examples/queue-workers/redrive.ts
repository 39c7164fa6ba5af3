/**
 * Sends dead letters back to the queue that they come from: `npm run redrive -- <url of the dead-letter queue>`.
 * SQS does it by a task of its own, which this starts and follows; with the command line of AWS that is
 * `aws sqs start-message-move-task --source-arn <arn>`. With `--to <url>` they are received and sent there one by one, as a
 * local AWS needs it, which knows no such tasks.
 */
import { parseArgs } from 'node:util';
import { SQSClient } from '@aws-sdk/client-sqs';
import { redriveByHand } from './redrive-by-hand.ts';
import { redriveByTask } from './redrive-by-task.ts';

const everyMs = 1000;

try {
  const { values, positionals } = parseArgs({ options: { to: { type: 'string' } }, allowPositionals: true });
  const [url] = positionals;
  if (url === undefined) throw new Error('give the URL of the dead-letter queue: npm run redrive -- https://sqs...');
  const sqs = new SQSClient();
  const byTask = () => redriveByTask(sqs, url, everyMs);
  const moved = values.to === undefined ? await byTask() : await redriveByHand(sqs, url, values.to);
  console.log(`${moved} ${moved === 1 ? 'message is' : 'messages are'} back`);
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
