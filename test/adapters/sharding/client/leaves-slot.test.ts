import { describe, expect, it } from 'vitest';
import { sqlTokens } from '../../../../adapters/postgres/sql-tokens.ts';
import { leavesSlot } from '../../../../adapters/sharding/client/leaves-slot.ts';

describe('a statement that stays in its slot', () => {
  it.each([
    "SELECT 'set search_path to public; commit;'",
    "INSERT INTO notes VALUES ('end;', $1)",
    "SELECT E'it\\'s; COMMIT;' AS text",
    'SELECT 1 AS "commit"; SELECT 2 AS "end"',
    'SELECT $body$ ; ROLLBACK; $body$, $$ ; commit $$',
    '/* ; commit; /* inner */ still; end; */ SELECT 1 -- ; abort',
    'SELECT CASE WHEN true THEN 1 ELSE 2 END',
    'ROLLBACK TO SAVEPOINT here',
    'ROLLBACK WORK TO here',
    "SELECT set_config('app.tenant', $1, true)",
    'SET LOCAL statement_timeout = 5',
    'SELECT reset, discard FROM words WHERE search_path = 3',
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path = pg_catalog AS 'SELECT 1'",
    "SELECT U&'d\\0061t; commit;', B'01', x'ff', N'; end;'",
    'SELECT col$commit, a.end FROM t',
  ])('is let through: %s', (sql) => {
    expect(leavesSlot(sql)).toBe(false);
  });
});

describe('a statement that would leave its slot', () => {
  it.each([
    'commit',
    "SELECT '/*'; COMMIT; SELECT '*/'",
    "SELECT '--'; END",
    "SELECT 'a\\'; COMMIT; --'",
    'SELECT $a$ $b$ $a$; ROLLBACK AND CHAIN',
    '/* /* */ */ abort work',
    "PREPARE TRANSACTION 'x'",
    'SET search_path = public',
    'set session "search_path" to public',
    "SET SCHEMA 'public'",
    'RESET ALL',
    'reset search_path',
    'DISCARD ALL',
    "SELECT pg_catalog.set_config('Search_Path', 'public', true)",
    'SELECT set_config($1, $2, true)',
    "SELECT set_config('search' || '_path', 'public', true)",
    'DO $$ BEGIN SET LOCAL search_path = public; END $$',
    'SELECT 1;\n-- harmless\n;END TRANSACTION',
  ])('is refused: %s', (sql) => {
    expect(leavesSlot(sql)).toBe(true);
  });
});

describe('the tokens of a text', () => {
  it('come to an end, whatever is not closed', () => {
    for (const text of ["'open", '"open', '$a$ open', '/* open', '$', 'é$1', "E'\\"])
      expect(() => sqlTokens(text)).not.toThrow();
    expect(sqlTokens("$1::text[] = 'x'").map(({ text }) => text)).toEqual([
      '$',
      '1',
      ':',
      ':',
      'text',
      '[',
      ']',
      '=',
      'x',
    ]);
  });
});
