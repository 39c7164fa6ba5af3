import { ChangeMessageVisibilityCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import type { TaskProtection } from './task-protection.ts';

/** What holding a message takes. */
export interface Holding {
  readonly sqs: Pick<SQSClient, 'send'>;
  readonly queueUrl: string;
  readonly protection: TaskProtection;
  /** For so long nobody else sees a message; it is prolonged each third of that. */
  readonly visibilitySeconds: number;
  log(line: Readonly<Record<string, unknown>>): void;
}

/** A message that this worker holds. */
export interface Held {
  /** Ends the work on it, where somebody else may have it by now, or no time is left. */
  readonly signal: AbortSignal;
  /** Ends the work on it from here. */
  giveUp(why: string): void;
  /** Lets go of it, and of the task's protection. */
  letGo(): Promise<void>;
}

/**
 * Holds a message: the task is protected, and the message stays out of sight, for as long as this lasts. Both end by
 * themselves soon after a worker that hangs or dies. Without protection the work goes on: should the task be stopped, the
 * message comes again.
 */
export async function holdMessage(holding: Holding, message: Message): Promise<Held> {
  const { protection, visibilitySeconds, log } = holding;
  const work = new AbortController();
  const minutes = Math.max(1, Math.ceil((2 * visibilitySeconds) / 60));
  const protect = () => protection.protect(minutes).catch((error: unknown) => log({ unprotected: String(error) }));
  const prolong = () =>
    setVisibility(holding, message, visibilitySeconds).catch((error: unknown) => {
      log({ notProlonged: String(error), message: message.MessageId });
      if (isLost(error)) work.abort(error);
    });
  await protect();
  const beat = setInterval(() => void Promise.all([protect(), prolong()]), (visibilitySeconds * 1000) / 3);
  return {
    signal: work.signal,
    giveUp: (why) => work.abort(new Error(why)),
    letGo: async () => {
      clearInterval(beat);
      await protection.end().catch((error: unknown) => log({ stillProtected: String(error) }));
    },
  };
}

/** Hides a message for so long; 0 shows it to everybody at once. */
export async function setVisibility(
  { sqs, queueUrl }: Pick<Holding, 'sqs' | 'queueUrl'>,
  { ReceiptHandle }: Message,
  VisibilityTimeout: number,
): Promise<void> {
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout }));
}

/** Whether SQS says that the message is no longer this worker's: it has become visible, or somebody has deleted it. */
function isLost(error: unknown): boolean {
  return error instanceof Error && /MessageNotInflight|ReceiptHandleIsInvalid|InvalidParameterValue/.test(error.name);
}
