import { receive } from '../../../adapters/signals/receive.ts';
import { comingAgain } from '../../../core/looking/settle.ts';
import { purgingReport } from '../../../core/purging/report.ts';
import type { lookingAt } from '../../../functions/cdn-purger/looking.ts';
import { hears } from '../../../functions/cdn-purger/roster.ts';
import { serveLooks } from '../../../functions/looks.ts';

export interface Delivered {
  readonly messageId: string;
  readonly body: object | string;
}

/** One invocation with messages of the queue; answers which of them the queue will deliver again, and why. */
export async function deliverTo(
  looking: ReturnType<typeof lookingAt>,
  messages: readonly Delivered[],
): Promise<ReadonlyMap<string | null, Error>> {
  const Records = messages.map(({ messageId, body }) => ({ messageId, body: JSON.stringify(body) }));
  const delivery = receive({ Records }, 'i', hears);
  const { faults } = await serveLooks(delivery.heard, looking, { report: purgingReport, sinks: [] });
  return comingAgain(delivery, faults);
}
