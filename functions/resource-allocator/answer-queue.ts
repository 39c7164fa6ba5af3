import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Delivery } from '../../adapters/signals/receive.ts';
import type { Allocation } from './allocate.ts';

/** Tells the queue which messages to deliver again: those that could not be understood and those whose looks broke. */
export function answerQueue(event: SQSEvent, delivery: Delivery, { faults }: Allocation): Promise<SQSBatchResponse> {
  const broken = new Map<string | null, Error>();
  for (const { messageId, error } of delivery.misheard) broken.set(messageId, error);
  for (const [{ messageId }, fault] of faults) broken.set(messageId, fault);
  const settle = async ({ messageId }: SQSRecord) => {
    const fault = broken.get(messageId);
    if (fault !== undefined) throw fault;
  };
  return processPartialResponse(event, settle, new BatchProcessor(EventType.SQS), { throwOnFullBatchFailure: false });
}
