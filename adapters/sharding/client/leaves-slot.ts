import { type SqlToken, sqlTokens } from '../../postgres/sql-tokens.ts';

/** Whether a text has a statement that would end its transaction, or look for tables elsewhere than in the slot's schema. */
export function leavesSlot(sql: string): boolean {
  return statementsOf(sqlTokens(sql)).some((statement) => endsTransaction(statement) || looksElsewhere(statement));
}

function statementsOf(tokens: readonly SqlToken[]): SqlToken[][] {
  const statements: SqlToken[][] = [[]];
  for (const token of tokens) {
    if (token.is === 'symbol' && token.text === ';') statements.push([]);
    else statements.at(-1)?.push(token);
  }
  return statements;
}

const ending = new Set(['commit', 'end', 'abort', 'rollback']);

/** A roll-back to a savepoint stays inside. */
function endsTransaction([first, second, third]: readonly SqlToken[]): boolean {
  if (first?.is !== 'word') return false;
  if (first.text === 'prepare') return isWord(second, 'transaction');
  if (!ending.has(first.text)) return false;
  const next = isWord(second, 'work') || isWord(second, 'transaction') ? third : second;
  return !(first.text === 'rollback' && isWord(next, 'to'));
}

function looksElsewhere(statement: readonly SqlToken[]): boolean {
  const [first, second] = statement;
  if (isWord(first, 'discard')) return isWord(second, 'all');
  if (isWord(first, 'reset')) return isWord(second, 'all') || isSearchPath(second);
  if (isWord(first, 'set')) {
    const named = isWord(second, 'local') || isWord(second, 'session') ? statement[2] : second;
    return isSearchPath(named) || isWord(named, 'schema');
  }
  // What is in the body of a block is read as one text.
  if (isWord(first, 'do'))
    return statement.some(({ is, text }) => is === 'string' && /search_path|set_config/i.test(text));
  return statement.some((token, index) => isName(token, 'set_config') && setsUnknown(statement, index));
}

/** Of what it sets, only what stands there is known. */
function setsUnknown(statement: readonly SqlToken[], at: number): boolean {
  const [open, named, after] = statement.slice(at + 1, at + 4);
  if (open?.text !== '(') return false;
  return named?.is !== 'string' || after?.text !== ',' || /^search_path$/i.test(named.text);
}

const isWord = (token: SqlToken | undefined, text: string) => token?.is === 'word' && token.text === text;
const isName = (token: SqlToken | undefined, text: string) =>
  (token?.is === 'word' || token?.is === 'quoted') && token.text === text;
const isSearchPath = (token: SqlToken | undefined) => isName(token, 'search_path');
