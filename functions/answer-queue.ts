import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Delivery, Heard } from '../adapters/signals/receive.ts';

/**
 * Tells the queue which messages to deliver again: those that could not be understood and those whose looks broke. What
 * writes such an answer is loaded only where there is one to write.
 */
export async function answerQueue(
  event: SQSEvent,
  delivery: Delivery,
  faults: ReadonlyMap<Heard, Error>,
): Promise<SQSBatchResponse> {
  const broken = new Map<string | null, Error>();
  for (const { messageId, error } of delivery.misheard) broken.set(messageId, error);
  for (const [{ messageId }, fault] of faults) broken.set(messageId, fault);
  if (broken.size === 0) return { batchItemFailures: [] };
  const { BatchProcessor, EventType, processPartialResponse } = await import('@aws-lambda-powertools/batch');
  const settle = async ({ messageId }: SQSRecord) => {
    const fault = broken.get(messageId);
    if (fault !== undefined) throw fault;
  };
  return processPartialResponse(event, settle, new BatchProcessor(EventType.SQS), { throwOnFullBatchFailure: false });
}
