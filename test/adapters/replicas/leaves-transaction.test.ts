import { expect, it } from 'vitest';
import { leavesTransaction } from '../../../adapters/replicas/leaves-transaction.ts';

it.each([
  "SELECT 'COMMIT; SET x = 1'",
  'SET LOCAL work_mem = 1',
  'SET TRANSACTION READ ONLY',
  'SET CONSTRAINTS ALL DEFERRED',
  'UPDATE t SET n = 1',
  'ROLLBACK TO SAVEPOINT a',
  'ROLLBACK WORK TO a',
  'RELEASE a',
  'CREATE TEMP TABLE t (n int) ON COMMIT DROP',
  'CREATE TABLE temp (n int)',
  'SELECT pg_advisory_xact_lock(1)',
  'DECLARE c CURSOR FOR SELECT 1',
  '-- COMMIT\nSELECT 1',
  'NOTIFY jobs',
  "SELECT set_config('app.tenant', $1, true)",
  "SELECT set_config('app.tenant', f('a', false), true)",
  "SELECT set_config('app.tenant', $1, $2)",
])('"%s" stays in its transaction', (sql) => {
  expect(leavesTransaction(sql)).toBe(false);
});

it.each([
  'commit',
  '/* a */ END;',
  'BEGIN',
  'SELECT 1; ABORT',
  'SET work_mem = 1',
  'SET SESSION work_mem = 1',
  'RESET ALL',
  'LISTEN a',
  'UNLISTEN *',
  'DISCARD ALL',
  'PREPARE a AS SELECT 1',
  'DEALLOCATE ALL',
  "LOAD 'x'",
  'CREATE LOCAL TEMPORARY TABLE t (n int)',
  'DECLARE c CURSOR WITH HOLD FOR SELECT 1',
  'SELECT pg_try_advisory_lock_shared(1)',
  "SELECT set_config('app.tenant', $1, false)",
  "SELECT pg_catalog.set_config('app.tenant', f('a', true), FALSE)",
  "SELECT set_config('app.tenant', '7', 'off')",
])('"%s" does not', (sql) => {
  expect(leavesTransaction(sql)).toBe(true);
});
