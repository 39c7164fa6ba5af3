import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type Delivery, receive } from '../../adapters/signals/receive.ts';
import { answerQueue } from '../answer-queue.ts';
import { allocate, type Invocation } from './allocate.ts';
import type { ScalingEntry } from './look-all.ts';
import type { PublishChanges } from './publish-changes.ts';
import { type DirectAnswer, Report } from './report.ts';

/** What the function works with; made once a process. */
export interface World {
  readonly log: Logger;
  readonly metrics: Metrics;
  /** `signal` ends calls that are still under way when the time is over. */
  invocation(context: Context, signal: AbortSignal): Promise<Invocation>;
  readonly publish: PublishChanges;
}

/** One invocation, from whatever Lambda was given to what it answers: a queue's failures, or the entries of the looks. */
export async function invoke(
  event: unknown,
  context: Context,
  signal: AbortSignal,
  world: World,
): Promise<SQSBatchResponse | DirectAnswer> {
  const delivery = receive(event, context.awsRequestId);
  tellMisheard(delivery, world.log);
  const report = new Report(world.log, world.metrics);
  const changed: ScalingEntry[] = [];
  const allocation = await allocate(delivery, await world.invocation(context, signal), (looked) => {
    report.onLooked(looked);
    if (looked.entry?.outcome?.is === 'applied') changed.push(looked.entry);
  });
  await world.publish(changed);
  report.count(allocation.isFullLook);
  if (delivery.queued) return answerQueue(event as SQSEvent, delivery, allocation.faults);
  throwFault(delivery, report);
  return report.answer();
}

function tellMisheard({ misheard }: Delivery, log: Logger): void {
  for (const { messageId, error } of misheard) log.error(error.message, { correlation_id: messageId ?? 'none' });
}

/** A direct invocation that could not be understood, or made no entry, fails as a whole, so that its sender sees why. */
function throwFault({ misheard }: Delivery, report: Report): void {
  const [first] = misheard;
  if (first !== undefined) throw first.error;
  if (report.fault !== null && report.answer().entries.length === 0) throw report.fault;
}
