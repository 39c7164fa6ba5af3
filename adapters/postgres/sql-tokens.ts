/** A part of an SQL text as PostgreSQL reads it; comments and spaces are left out. */
export interface SqlToken {
  /** A name or key word as it is; one in double quotes; the inside of a string; anything else, a character each. */
  readonly is: 'word' | 'quoted' | 'string' | 'symbol';
  /** Words in small letters; names and strings without their quotes. */
  readonly text: string;
}

/**
 * Reads SQL as `standard_conforming_strings = on` has it: strings of each kind, dollar quotes, names in quotes, comments that
 * hold comments. What does not end goes to the end of the text. https://www.postgresql.org/docs/15/sql-syntax-lexical.html
 */
export function sqlTokens(sql: string): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  for (let at = 0; at < sql.length; ) {
    const end = afterGap(sql, at);
    if (end > at) {
      at = end;
      continue;
    }
    const [token, next] = tokenAt(sql, at);
    tokens.push(token);
    at = next;
  }
  return tokens;
}

type Read = readonly [token: SqlToken, next: number];

function afterGap(sql: string, at: number): number {
  if (/\s/.test(sql[at] ?? '')) return at + 1;
  if (sql.startsWith('--', at)) return endOr(sql, sql.indexOf('\n', at));
  return sql.startsWith('/*', at) ? afterComment(sql, at) : at;
}

function afterComment(sql: string, from: number): number {
  let depth = 0;
  for (let at = from; at < sql.length; at++) {
    if (sql.startsWith('/*', at)) depth += 1;
    else if (sql.startsWith('*/', at)) depth -= 1;
    else continue;
    at += 1;
    if (depth === 0) return at + 1;
  }
  return sql.length;
}

const word = /[\p{L}_\u0080-\uffff][\p{L}\d_$\u0080-\uffff]*/uy;
const dollars = /\$([\p{L}_\u0080-\uffff][\p{L}\d_\u0080-\uffff]*)?\$/uy;

function tokenAt(sql: string, at: number): Read {
  const start = sql[at] ?? '';
  if (start === "'") return quotedAt(sql, at, "'", false);
  if (start === '"') return quotedAt(sql, at, '"', false);
  if (start === '$') {
    const tag = matchAt(dollars, sql, at);
    if (tag !== null) return dollarAt(sql, at, tag);
  }
  const name = matchAt(word, sql, at);
  if (name === null) return [{ is: 'symbol', text: start }, at + 1];
  const after = at + name.length;
  // E'...', B'...', X'...', N'...'; and U&'...', of which the & comes first.
  if (sql[after] === "'" && /^[ebxn]$/i.test(name)) return quotedAt(sql, after, "'", /^e$/i.test(name));
  if (/^u$/i.test(name) && /^&['"]/.test(sql.slice(after, after + 2)))
    return quotedAt(sql, after + 1, sql[after + 1] ?? "'", false);
  return [{ is: 'word', text: name.toLowerCase() }, after];
}

function quotedAt(sql: string, from: number, quote: string, escapes: boolean): Read {
  let text = '';
  let at = from + 1;
  for (; at < sql.length; at++) {
    const one = sql[at] ?? '';
    if (escapes && one === '\\') {
      at += 1;
      text += sql[at] ?? '';
    } else if (one !== quote) text += one;
    else if (sql[at + 1] === quote) {
      at += 1;
      text += quote;
    } else break;
  }
  return [{ is: quote === '"' ? 'quoted' : 'string', text }, at + 1];
}

function dollarAt(sql: string, from: number, tag: string): Read {
  const end = sql.indexOf(tag, from + tag.length);
  const text = sql.slice(from + tag.length, end < 0 ? sql.length : end);
  return [{ is: 'string', text }, end < 0 ? sql.length : end + tag.length];
}

function matchAt(pattern: RegExp, sql: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(sql)?.[0] ?? null;
}

const endOr = (sql: string, at: number) => (at < 0 ? sql.length : at);
