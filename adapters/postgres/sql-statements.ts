import { type SqlToken, sqlTokens } from './sql-tokens.ts';

/** The statements of a text, as their tokens. */
export function statementsOf(sql: string): SqlToken[][] {
  const statements: SqlToken[][] = [[]];
  for (const token of sqlTokens(sql)) {
    if (token.is === 'symbol' && token.text === ';') statements.push([]);
    else statements.at(-1)?.push(token);
  }
  return statements;
}

const ending = new Set(['commit', 'end', 'abort', 'rollback']);

/** Whether a statement ends the transaction that it stands in. A roll-back to a savepoint stays inside. */
export function endsTransaction([first, second, third]: readonly SqlToken[]): boolean {
  if (first?.is !== 'word') return false;
  if (first.text === 'prepare') return isWord(second, 'transaction');
  if (!ending.has(first.text)) return false;
  const next = isWord(second, 'work') || isWord(second, 'transaction') ? third : second;
  return !(first.text === 'rollback' && isWord(next, 'to'));
}

/** Whether a token is this word, which is not a quoted name. */
export function isWord(token: SqlToken | undefined, text: string): boolean {
  return token?.is === 'word' && token.text === text;
}
