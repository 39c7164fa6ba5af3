import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

/** Tells the queue which messages to deliver again. What writes such an answer is loaded only where there is one to write. */
export async function answerQueue(
  event: SQSEvent,
  comingAgain: ReadonlyMap<string | null, Error>,
): Promise<SQSBatchResponse> {
  if (comingAgain.size === 0) return { batchItemFailures: [] };
  const { BatchProcessor, EventType, processPartialResponse } = await import('@aws-lambda-powertools/batch');
  const settle = async ({ messageId }: SQSRecord) => {
    const fault = comingAgain.get(messageId);
    if (fault !== undefined) throw fault;
  };
  return processPartialResponse(event, settle, new BatchProcessor(EventType.SQS), { throwOnFullBatchFailure: false });
}
