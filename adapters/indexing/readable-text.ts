/** Types whose constants are written with the type before them: `interval '1 day'`, `date '2026-01-01'`. */
const typed =
  /\b(interval|date|timestamp|timestamptz|time|timetz|uuid|inet|cidr|json|jsonb|bytea|point|box|bit)((?:\s*\(\d+\))?(?:\s+with(?:out)?\s+time\s+zone)?)\s+(\$\d+)/gi;

/** A part of a time is a constant too: `extract(year FROM created)`. */
const extracted = /\bextract\s*\(\s*(\$\d+)\s+from\b/gi;

/**
 * A statement as pg_stat_statements keeps it, so that it can be read: of `interval '1 day'` it makes `interval $1`, which its own
 * server cannot parse, and of `extract(year FROM ...)` the same. A cast, and a function, say it too.
 */
export function readableText(text: string): string {
  return text.replaceAll(typed, '$3::$1$2').replaceAll(extracted, 'date_part($1,');
}
