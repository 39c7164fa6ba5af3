import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { type Held, type Holding, holdMessage, setVisibility } from './hold-message.ts';

/** A worker on a queue. */
export interface Worker extends Holding {
  /** Does what a message asks for. Rejects where it cannot; the message then comes again, and at last among the dead letters. */
  handle(body: string, signal: AbortSignal): Promise<void>;
  /** How long what is under way may still take once the worker is told to stop: less than the task's stop timeout. */
  readonly drainSeconds: number;
  /** How soon a message that failed comes again; twice as late each time. */
  readonly retrySeconds: number;
}

/** As long as SQS lets anybody wait. */
const waitSeconds = 20;
const longestRetrySeconds = 900;

/** Works on one message after the other until it is told to stop; then what it holds is finished, or handed back. */
export async function workOnQueue(worker: Worker, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const message = await receive(worker, stopping);
    if (message !== null) await work(worker, message, stopping);
  }
}

/** A message; null where there is none, or where the worker is told to stop. */
async function receive(
  { sqs, queueUrl, visibilitySeconds, log }: Worker,
  stopping: AbortSignal,
): Promise<Message | null> {
  const asked = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: 1,
    WaitTimeSeconds: waitSeconds,
    VisibilityTimeout: visibilitySeconds,
    MessageSystemAttributeNames: ['ApproximateReceiveCount'],
  });
  try {
    const { Messages = [] } = await sqs.send(asked, { abortSignal: stopping });
    return Messages[0] ?? null;
  } catch (error) {
    if (stopping.aborted) return null;
    log({ notReceived: String(error) });
    await sleep(1000, null, { signal: stopping }).catch(() => null);
    return null;
  }
}

async function work(worker: Worker, message: Message, stopping: AbortSignal): Promise<void> {
  const { sqs, queueUrl, log } = worker;
  const held = await holdMessage(worker, message);
  const inTime = giveUpInTime(worker, held, stopping);
  try {
    await Promise.race([worker.handle(message.Body ?? '', held.signal), whenAborted(held.signal)]);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle }));
    log({ done: message.MessageId });
  } catch (error) {
    log({ failed: message.MessageId, because: String(error) });
    await setVisibility(worker, message, stopping.aborted ? 0 : retrySeconds(worker, message)).catch(() => {
      // It becomes visible by itself.
    });
  } finally {
    inTime.end();
    await held.letGo();
  }
}

/** A worker that is told to stop has so long for what it holds. */
function giveUpInTime({ drainSeconds }: Worker, held: Held, stopping: AbortSignal) {
  let timer: NodeJS.Timeout | null = null;
  const begin = () => {
    timer = setTimeout(() => held.giveUp('the task is being stopped, and no time is left'), drainSeconds * 1000);
  };
  if (stopping.aborted) begin();
  stopping.addEventListener('abort', begin, { once: true });
  return {
    end: () => {
      if (timer !== null) clearTimeout(timer);
      stopping.removeEventListener('abort', begin);
    },
  };
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

function retrySeconds({ retrySeconds: first }: Worker, { Attributes }: Message): number {
  const before = Number(Attributes?.ApproximateReceiveCount ?? 1) - 1;
  return Math.min(longestRetrySeconds, first * 2 ** before);
}
