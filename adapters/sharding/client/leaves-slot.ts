import { endsTransaction, isWord, statementsOf } from '../../postgres/sql-statements.ts';
import type { SqlToken } from '../../postgres/sql-tokens.ts';

/** Whether a text has a statement that would end its transaction, or look for tables elsewhere than in the slot's schema. */
export function leavesSlot(sql: string): boolean {
  return statementsOf(sql).some((statement) => endsTransaction(statement) || looksElsewhere(statement));
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

/** Only what stands in the statement is known of what it sets. */
function setsUnknown(statement: readonly SqlToken[], at: number): boolean {
  const [open, named, after] = statement.slice(at + 1, at + 4);
  if (open?.text !== '(') return false;
  return named?.is !== 'string' || after?.text !== ',' || /^search_path$/i.test(named.text);
}

const isName = (token: SqlToken | undefined, text: string) =>
  (token?.is === 'word' || token?.is === 'quoted') && token.text === text;
const isSearchPath = (token: SqlToken | undefined) => isName(token, 'search_path');
