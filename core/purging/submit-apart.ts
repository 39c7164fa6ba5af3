import { Refusal } from '../model/errors.ts';
import type { Term } from '../ports.ts';
import type { ItemRefusal } from './observation.ts';
import type { Answer, Asked } from './ports.ts';
import type { Submission } from './settled.ts';

/** How far a purge came that may have been taken apart. */
export interface Apart extends Asked {
  /** What the CDN has accepted. */
  readonly items: readonly string[];
  /** Why the rest was not asked for: the CDN is busy, or something broke; null where all was. */
  readonly stopped: Extract<Answer, { is: 'busy' }> | { readonly is: 'broken'; readonly error: unknown } | null;
}

/** Requests that one purge may take: enough to find ten bad items among 600. What is left is planned again. */
const mostAsks = 150;
/** No request is begun with less left, since the purge must be noted in time. */
const leastLeftMs = 8_000;
/** So many items refused and none accepted: it may be that nothing is accepted at all. */
const fewToDoubt = 8;
/** An address that nobody has: what refuses this refuses everything. */
const harmless = '/headroom-tries-whether-it-may-purge';

type Part = Pick<Submission, 'id' | 'items'>;
type Ask = (part: Part) => Promise<Answer>;

/**
 * Asks for a purge; where the CDN refuses it, for its halves, until what it refuses stands alone. The others go on. Each part
 * has a name that follows from the purge's own, so that asking again finds what was asked for before. Rejects with `Refusal`
 * where the CDN refuses whatever it is asked. Why: docs/decisions/0038.
 */
export async function submitApart(ask: Ask, purge: Part, term: Term): Promise<Apart> {
  const found: Found = { items: [], purgeIds: [], refusals: [] };
  const left: Part[] = [{ id: purge.id, items: purge.items }];
  for (let asks = 0; left.length > 0; asks++) {
    if (asks > 0 && (asks >= mostAsks || term.leftMs() < leastLeftMs)) return { ...found, stopped: outOfTime };
    const part = left.pop() as Part;
    const answer = await ask(part).catch((error: unknown) => ({ is: 'broken', error }) as const);
    if (answer.is === 'busy' || answer.is === 'broken') return { ...found, stopped: answer };
    if (answer.is === 'accepted') accept(found, part, answer.purgeId);
    else if (part.items.length > 1) left.push(...halves(part));
    else await refuse(found, part, answer.because, ask);
  }
  return { ...found, stopped: null };
}

interface Found {
  readonly items: string[];
  readonly purgeIds: string[];
  readonly refusals: ItemRefusal[];
}

function accept(found: Found, { items }: Part, purgeId: string | null): void {
  found.items.push(...items);
  if (purgeId !== null) found.purgeIds.push(purgeId);
}

/** Where one after the other is refused it may be whoever asks, and what is taken for refused is not asked for again. */
async function refuse({ items, refusals }: Found, part: Part, because: string, ask: Ask): Promise<void> {
  refusals.push(...part.items.map((item) => ({ item, because })));
  if (items.length > 0 || refusals.length !== fewToDoubt) return;
  if ((await ask({ id: `${part.id}-try`, items: [harmless] })).is !== 'refused') return;
  throw new Refusal(
    `the CDN refuses everything that it is asked to purge; correct the config of the purge: ${because}`,
  );
}

const outOfTime = {
  is: 'busy',
  because: 'some items are refused, and finding out which goes on',
  againSeconds: 1,
} as const;

/** The second first, since the last of a list is asked for next. */
function halves({ id, items }: Part): readonly Part[] {
  const middle = Math.ceil(items.length / 2);
  return [
    { id: `${id}-1`, items: items.slice(middle) },
    { id: `${id}-0`, items: items.slice(0, middle) },
  ];
}
