import { type ItemKind, kindOf } from './item.ts';
import type { CdnLimits, Observation } from './observation.ts';
import type { Submission } from './settled.ts';

/** A purge of some of what was observed to wait; no other has its id. */
export function submissionOf(
  { subject, atMs, pending }: Observation,
  items: readonly string[],
  refused: readonly string[],
): Submission {
  const { chunks, urgent, oldestAtMs } = pending;
  const id = `${subject}-${atMs}-${digest([...items, ...chunks])}`;
  return { id, items, refused, chunks, urgent, plannedAtMs: atMs, requestedAtMs: oldestAtMs ?? atMs };
}

/** A short text that differs for different texts: FNV-1a, 32 bits, twice (http://www.isthe.com/chongo/tech/comp/fnv). */
function digest(texts: Iterable<string>): string {
  let [a, b] = [0x811c9dc5, 0x050c5d1f];
  for (const text of texts) {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ (code + 0x9e), 0x01000193);
    }
    a = Math.imul(a ^ 0x0a, 0x01000193);
    b = Math.imul(b ^ 0x0d, 0x01000193);
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}

const kinds: readonly ItemKind[] = ['tag', 'wildcard', 'path'];

/**
 * Items as a CDN takes them, a list for each request. A request is what is done as a whole or not at all, so what breaks
 * off between two of them goes on with the second.
 */
export function requestsOf(
  items: readonly string[],
  { perRequest }: Pick<CdnLimits, 'perRequest'>,
): (readonly string[])[] {
  if (perRequest === null) return [items];
  return kinds.flatMap((kind) => {
    const mine = items.filter((item) => kindOf(item) === kind);
    const most = perRequest[kind];
    return Array.from({ length: Math.ceil(mine.length / most) }, (_, index) =>
      mine.slice(index * most, (index + 1) * most),
    );
  });
}
