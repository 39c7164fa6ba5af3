import type { Logger } from '@aws-lambda-powertools/logger';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { Refusal } from '../../core/model/errors.ts';
import { tunedScalables } from './fan-out.ts';
import { readRequest } from './read-request.ts';
import { type Tuned, type TuningWorld, tuneScalable } from './tune-scalable.ts';

/** What the function works with; made once a process. */
export interface World {
  readonly log: Logger;
  invocation(context: Context, signal: AbortSignal): Promise<Invocation>;
}

export interface Invocation extends TuningWorld {
  /** Gives each of them a request of its own. */
  fanOut(scalables: readonly string[]): Promise<void>;
}

/** What a direct invocation answers: one scalable's table, or who is tuned tonight. */
export type DirectAnswer = Tuned | { readonly scalables: readonly string[]; readonly dryRun: boolean };

/** One invocation: the queue's requests, a night, or one scalable by hand. */
export async function invoke(
  event: unknown,
  context: Context,
  signal: AbortSignal,
  world: World,
): Promise<SQSBatchResponse | DirectAnswer> {
  const invocation = await world.invocation(context, signal);
  if (isQueue(event)) return answerQueue(event, invocation, world.log);
  const request = readRequest(event);
  if ('all' in request) {
    const scalables = tunedScalables(await invocation.settings.all());
    if (!request.dryRun) await invocation.fanOut(scalables);
    return { scalables, dryRun: request.dryRun };
  }
  return told(await tuneScalable(request, invocation), world.log);
}

function isQueue(event: unknown): event is SQSEvent {
  return typeof event === 'object' && event !== null && 'Records' in event && Array.isArray(event.Records);
}

/** One request that fails never takes the others with it. What is refused would be refused again, so it is only told. */
async function answerQueue({ Records }: SQSEvent, invocation: Invocation, log: Logger): Promise<SQSBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of Records) {
    try {
      const request = readRequest(body);
      if ('all' in request) await invocation.fanOut(tunedScalables(await invocation.settings.all()));
      else told(await tuneScalable(request, invocation), log);
    } catch (error) {
      if (error instanceof Refusal) {
        log.warn(error.message, { correlation_id: messageId });
        continue;
      }
      log.error('a request could not be worked on', { correlation_id: messageId, because: String(error) });
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}

function told(tuned: Tuned, log: Logger): Tuned {
  const { scalable, dryRun, tuning, because } = tuned;
  log.info(because, {
    scalable,
    dryRun,
    switched: tuning?.switched ?? false,
    days: tuning?.days ?? 0,
    check: tuning?.check ?? null,
  });
  return tuned;
}
