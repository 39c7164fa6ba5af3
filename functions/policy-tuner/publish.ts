import type { Logger } from '@aws-lambda-powertools/logger';
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Tuning } from '../../core/scaling/tuning.ts';

/** Tells the default bus what a night came to, as `Policy Tuned` of `headroom`. A bus that cannot be reached is only warned of: the choice is stored. */
export function publisher(
  client: Pick<EventBridgeClient, 'send'>,
  log: Pick<Logger, 'warn'>,
): (tuning: Tuning) => Promise<void> {
  return async (tuning) => {
    try {
      const Detail = JSON.stringify(detailOf(tuning));
      const Entries = [{ Source: 'headroom', DetailType: 'Policy Tuned', Detail, Time: new Date(tuning.atMs) }];
      const { FailedEntryCount = 0 } = await client.send(new PutEventsCommand({ Entries }));
      if (FailedEntryCount > 0) throw new Error('the bus took no event');
    } catch (error) {
      log.warn('the bus was not told of a choice', { scalable: tuning.scalable, because: String(error) });
    }
  };
}

function detailOf({ scalable, switched, choice, because, check, days, sloBudgetPercent, table }: Tuning): object {
  const chosen = table.find(({ is }) => is === 'chosen') ?? null;
  return {
    scalable,
    switched,
    asking: choice.asking,
    holdSeconds: choice.holdSeconds,
    because,
    check,
    days,
    sloBudgetPercent,
    chosen,
  };
}
