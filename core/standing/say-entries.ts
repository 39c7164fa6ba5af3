import { cardOf } from '../capabilities.ts';
import type { Card } from '../card.ts';
import type { Entry } from '../model/entry.ts';
import { tell } from '../model/reason.ts';

/** How many looks are told; the rest is counted. */
const mostTold = 3;

/** What looks have come to, as one sentence for a person: `would ask for 24, because target-tracking: ...`. */
export async function sayEntries(entries: readonly Entry[]): Promise<string> {
  const [only] = entries;
  if (only === undefined) return 'nothing was due to be looked at';
  if (entries.length === 1) return sayEntry(await cardOf(only.capability), only);
  const told = await Promise.all(entries.slice(0, mostTold).map(sayNamed));
  const rest = entries.length > mostTold ? `; and ${entries.length - mostTold} more` : '';
  return `${told.join('; ')}${rest}`;
}

async function sayNamed(entry: Entry): Promise<string> {
  return `${entry.subject} ${sayEntry(await cardOf(entry.capability), entry)}`;
}

function sayEntry(card: Card | null, entry: Entry): string {
  const { decision, outcome } = entry;
  const ended = outcome?.because ? tell(outcome.because) : null;
  if (decision === null || card === null) return `${outcome?.is ?? 'intended'}: ${ended ?? 'no reason was given'}`;
  const binding = decision.reasons[decision.binding];
  const why = binding === undefined ? 'nothing was said' : `${binding.by}: ${tell(binding.because)}`;
  const desired = card.desired(decision.desired);
  switch (outcome?.is) {
    case 'unchanged':
      return `changes nothing, because ${why}`;
    case 'applied':
      return `${card.asks.did} ${desired}, because ${why}`;
    case 'recommended':
      return `would ${card.asks.would} ${desired}, because ${why} (${ended})`;
    case undefined:
      return `is to ${card.asks.would} ${desired}, because ${why}`;
    default:
      return `was to ${card.asks.would} ${desired}, because ${why}, but it is ${outcome?.is}: ${ended}`;
  }
}
