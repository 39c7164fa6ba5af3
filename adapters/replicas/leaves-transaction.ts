import { endsTransaction, isWord, statementsOf } from '../postgres/sql-statements.ts';
import type { SqlToken } from '../postgres/sql-tokens.ts';

const mostKept = 1000;
const kept = new Map<string, boolean>();

/**
 * Whether a text would end its transaction, or leave state in its session. Connections are shared, and behind PgBouncer or
 * RDS Proxy the next transaction may be on another server: https://www.pgbouncer.org/features.html
 */
export function leavesTransaction(sql: string): boolean {
  const known = kept.get(sql);
  if (known !== undefined) return known;
  const leaves = statementsOf(sql).some(
    (statement) => begins(statement) || endsTransaction(statement) || keepsState(statement),
  );
  if (kept.size >= mostKept) kept.clear();
  kept.set(sql, leaves);
  return leaves;
}

/** BEGIN within a transaction is only warned of by the server; what follows it is meant for one of its own. */
const beginning = new Set(['begin', 'start']);

const staying = new Set(['listen', 'unlisten', 'discard', 'prepare', 'deallocate', 'load', 'reset']);
/** https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADVISORY-LOCKS */
const sessionLock = /^pg_(try_)?advisory_lock(_shared)?$/;

function keepsState(statement: readonly SqlToken[]): boolean {
  const [first, second] = statement;
  if (first?.is === 'word' && staying.has(first.text)) return true;
  if (isWord(first, 'set'))
    return !isWord(second, 'local') && !isWord(second, 'transaction') && !isWord(second, 'constraints');
  if (isWord(first, 'create')) return isTemporary(statement) && !statement.some((token) => isWord(token, 'drop'));
  if (isWord(first, 'declare')) return isHeld(statement);
  return statement.some(
    ({ is, text }, at) =>
      (is === 'word' || is === 'quoted') &&
      (sessionLock.test(text) || (text === 'set_config' && isForSession(statement, at))),
  );
}

/** `set_config(name, value, false)` is SET by another name: what it sets, a tenant perhaps, whoever has the connection next would have. */
function isForSession(statement: readonly SqlToken[], at: number): boolean {
  let depth = 0;
  for (let end = at + 1; end < statement.length; end++) {
    const { is, text } = statement[end] as SqlToken;
    if (is !== 'symbol') continue;
    if (text === '(') depth++;
    if (text === ')' && --depth === 0) {
      const last = statement[end - 1];
      return isWord(last, 'false') || (last?.is === 'string' && /^\s*(?:f|n|of|0)/i.test(last.text));
    }
  }
  return false;
}

/** What comes before the kind of thing that is made: CREATE [ OR REPLACE ] [ LOCAL ] TEMP TABLE. */
function isTemporary(statement: readonly SqlToken[]): boolean {
  const kind = statement.findIndex((token) =>
    ['table', 'view', 'sequence', 'recursive'].some((one) => isWord(token, one)),
  );
  return statement.slice(1, Math.max(1, kind)).some((token) => isWord(token, 'temp') || isWord(token, 'temporary'));
}

const isHeld = (statement: readonly SqlToken[]) =>
  statement.some((token, index) => isWord(token, 'with') && isWord(statement[index + 1], 'hold'));
const begins = ([first]: readonly SqlToken[]) => first?.is === 'word' && beginning.has(first.text);
