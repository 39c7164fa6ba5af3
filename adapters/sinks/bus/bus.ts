import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { News, Sink } from '../../../core/looking/sink.ts';
import { counted, were } from '../../../core/model/counted.ts';

/** Most events in one call (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html). */
const mostEvents = 10;

/**
 * Publishes the news in what is told on the account's default bus, as events of `headroom`. The client is loaded where there
 * is something to tell. A bus that takes none is told to `onTrouble`: what is news is in the ledger or the table as well.
 */
export function bus(client: () => Promise<Pick<EventBridgeClient, 'send'>>, onTrouble: (error: unknown) => void): Sink {
  let kept: News[] = [];
  return {
    tell: ({ news }) => {
      if (news !== null) kept.push(news);
    },
    count: () => {},
    flush: async () => {
      const all = kept;
      kept = [];
      try {
        for (let from = 0; from < all.length; from += mostEvents) {
          await put(await client(), all.slice(from, from + mostEvents));
        }
      } catch (error) {
        onTrouble(error);
      }
    },
  };
}

async function put(client: Pick<EventBridgeClient, 'send'>, news: readonly News[]): Promise<void> {
  const { PutEventsCommand } = await import('@aws-sdk/client-eventbridge');
  const Entries = news.map(({ title, detail, atMs }) => ({
    Source: 'headroom',
    DetailType: title,
    Detail: JSON.stringify(detail),
    ...(atMs !== null && { Time: new Date(atMs) }),
  }));
  const { FailedEntryCount = 0 } = await client.send(new PutEventsCommand({ Entries }));
  if (FailedEntryCount > 0)
    throw new Error(`${FailedEntryCount} of ${counted(Entries.length, 'event')} ${were(FailedEntryCount)} not taken`);
}
