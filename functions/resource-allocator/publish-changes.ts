import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { ScalingEntry } from './look-all.ts';

/** Most events in one call (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html). */
const mostEvents = 10;

/** Tells on the event bus which capacities were changed: load balancing gives the units their share. */
export type PublishChanges = (changed: readonly ScalingEntry[]) => Promise<void>;

/**
 * Publishes `Capacity Changed` events on the account's default bus. The client is loaded where there is something to tell.
 * Never rejects: whoever waits for such an event looks by the clock as well.
 */
export function publishChanges(
  client: () => Promise<Pick<EventBridgeClient, 'send'>>,
  onTrouble: (error: unknown) => void,
): PublishChanges {
  return async (changed) => {
    try {
      for (let from = 0; from < changed.length; from += mostEvents) {
        await put(await client(), changed.slice(from, from + mostEvents));
      }
    } catch (error) {
      onTrouble(error);
    }
  };
}

async function put(client: Pick<EventBridgeClient, 'send'>, changed: readonly ScalingEntry[]): Promise<void> {
  const { PutEventsCommand } = await import('@aws-sdk/client-eventbridge');
  const Entries = changed.map((entry) => ({
    Source: 'headroom',
    DetailType: 'Capacity Changed',
    Detail: JSON.stringify(detailOf(entry)),
  }));
  const { FailedEntryCount = 0 } = await client.send(new PutEventsCommand({ Entries }));
  if (FailedEntryCount > 0) throw new Error(`${FailedEntryCount} of ${Entries.length} events were not taken`);
}

function detailOf({ subject, observation, decision, id }: ScalingEntry) {
  return {
    scalable: subject,
    from: observation?.capacity.asked ?? null,
    to: decision?.change?.units ?? null,
    entry: id,
  };
}
