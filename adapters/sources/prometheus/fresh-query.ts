const selector = /^\s*(?:[a-zA-Z_:][\w:]*\s*(?:\{[^{}]*\})?|\{[^{}]*\})\s*$/;
/** Numbers that look like the name of a metric. */
const number = /^\s*(?:inf|nan)\s*$/i;

/**
 * A plain metric as what it told last within a period. Asked for as it is, it would be told for five minutes more after the
 * last that was scraped. Of any other query the server is asked to look no further back than a period (`lookback_delta`),
 * which servers before 2.43 do not know; `rate`, `increase` and `..._over_time` say themselves how far they look.
 * Why: docs/decisions/0057.
 */
export function freshQuery(query: string, periodSeconds: number): string {
  return selector.test(query) && !number.test(query) ? `last_over_time(${query.trim()}[${periodSeconds}s])` : query;
}
