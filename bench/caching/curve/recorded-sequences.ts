import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findPostgres } from '../../../local/postgres/find-postgres.ts';
import { startPostgres } from '../../../local/postgres/start-postgres.ts';

/** Keys in the order in which a program of others asks for them. */
type Recorded = (length: number) => Promise<Int32Array>;

const keyCount = 200_000;
const keysAtOnce = 100;

/** What programs of others ask for, which are not everywhere: null for what cannot be had here, with the reason. */
export function recordedSequences(python: string | null): Readonly<Record<string, Recorded | string>> {
  const binaries = findPostgres(process.env);
  const tpch = python === null ? 'tpchgen-cli is not there' : null;
  return {
    'pgbench random_zipfian': binaries === null ? 'PostgreSQL is not there' : (length) => pgbenchKeys(binaries, length),
    'TPC-H l_partkey': tpch ?? ((length) => tpchKeys(python ?? '', 1, length)),
    'TPC-H l_orderkey': tpch ?? ((length) => tpchKeys(python ?? '', 0, length)),
  };
}

/** The log of the keys that `pgbench` draws by `random_zipfian`, in their order. */
async function pgbenchKeys(binaries: string, length: number): Promise<Int32Array> {
  const server = await startPostgres(binaries);
  const folder = mkdtempSync(join(tmpdir(), 'headroom-pgbench-'));
  try {
    const { host, port, username, database, password } = server;
    const environment = { ...process.env, PGPASSWORD: password };
    const run = (program: string, args: readonly string[]) =>
      execFileSync(join(binaries, program), [...args, '-h', host, '-p', String(port), '-U', username, database], {
        env: environment,
        maxBuffer: 64 * 1024 * 1024,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    run('psql', ['-qc', 'CREATE UNLOGGED TABLE asked (at serial, key int)']);
    const names = Array.from({ length: keysAtOnce }, (_, at) => `k${at}`);
    const draws = names.map((name) => `\\set ${name} random_zipfian(1, ${keyCount}, 1.1)`);
    const insert = `INSERT INTO asked (key) VALUES ${names.map((name) => `(:${name})`).join(', ')};`;
    writeFileSync(join(folder, 'draw.sql'), [...draws, insert].join('\n'));
    const times = String(Math.ceil(length / keysAtOnce));
    run('pgbench', ['-n', '-f', join(folder, 'draw.sql'), '-t', times, '--random-seed=7']);
    const told = run('psql', ['-Atqc', `SELECT key FROM asked ORDER BY at LIMIT ${length}`]);
    return Int32Array.from(String(told).trim().split('\n'), Number);
  } finally {
    rmSync(folder, { recursive: true });
    await server.stop();
  }
}

const linesPerScale = 6_000_000;

/** A column of keys of TPC-H's `lineitem`, as it is generated: whoever joins in that order asks for them in it. */
async function tpchKeys(python: string, column: number, length: number): Promise<Int32Array> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-tpch-'));
  try {
    const program = join(dirname(python), 'tpchgen-cli');
    const scale = String(Math.ceil((110 * length) / linesPerScale) / 100);
    execFileSync(program, ['csv', '-s', scale, '--tables=lineitem', `--output-dir=${folder}`], { stdio: 'ignore' });
    const keys = new Int32Array(length);
    const text = readFileSync(join(folder, 'lineitem.csv'), 'latin1');
    // The first line has the names of the columns.
    let from = text.indexOf('\n') + 1;
    for (let line = 0; line < length && from > 0; line++) {
      const fields = text.slice(from, from + 60).split(',', column + 1);
      keys[line] = Number(fields[column]);
      from = text.indexOf('\n', from) + 1;
    }
    return keys;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
