import type { DynamoDBRecord, DynamoDBStreamEvent, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { idOfRecord } from '../adapters/signals/receive.ts';

/** Tells the queue, or the stream, which messages to deliver again. What writes such an answer is loaded only where there is one to write. */
export async function answerQueue(
  event: SQSEvent | DynamoDBStreamEvent,
  comingAgain: ReadonlyMap<string | null, Error>,
): Promise<SQSBatchResponse> {
  if (comingAgain.size === 0) return { batchItemFailures: [] };
  const { BatchProcessor, EventType, processPartialResponse } = await import('@aws-lambda-powertools/batch');
  const settle = async (record: SQSRecord | DynamoDBRecord) => {
    const fault = comingAgain.get(idOfRecord(record));
    if (fault !== undefined) throw fault;
  };
  const isStream = event.Records[0]?.eventSource === 'aws:dynamodb';
  const processor = new BatchProcessor(isStream ? EventType.DynamoDBStreams : EventType.SQS);
  return processPartialResponse(event, settle, processor, { throwOnFullBatchFailure: false });
}
