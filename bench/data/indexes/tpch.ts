import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pythonEnvironment } from '../../../local/python-environment.ts';
import type { IndexWorkload } from './index-workload.ts';
import { tpchQueries } from './tpch-queries.ts';

const root = join(import.meta.dirname, '../../..');
const scale = '0.01';

const tables = {
  region: 'r_regionkey int PRIMARY KEY, r_name text, r_comment text',
  nation: 'n_nationkey int PRIMARY KEY, n_name text, n_regionkey int, n_comment text',
  part: 'p_partkey int PRIMARY KEY, p_name text, p_mfgr text, p_brand text, p_type text, p_size int, p_container text, p_retailprice numeric, p_comment text',
  supplier:
    's_suppkey int PRIMARY KEY, s_name text, s_address text, s_nationkey int, s_phone text, s_acctbal numeric, s_comment text',
  partsupp:
    'ps_partkey int, ps_suppkey int, ps_availqty int, ps_supplycost numeric, ps_comment text, PRIMARY KEY (ps_partkey, ps_suppkey)',
  customer:
    'c_custkey int PRIMARY KEY, c_name text, c_address text, c_nationkey int, c_phone text, c_acctbal numeric, c_mktsegment text, c_comment text',
  orders:
    'o_orderkey int PRIMARY KEY, o_custkey int, o_orderstatus text, o_totalprice numeric, o_orderdate date, o_orderpriority text, o_clerk text, o_shippriority int, o_comment text',
  lineitem:
    'l_orderkey int, l_partkey int, l_suppkey int, l_linenumber int, l_quantity numeric, l_extendedprice numeric, l_discount numeric, l_tax numeric, l_returnflag text, l_linestatus text, l_shipdate date, l_commitdate date, l_receiptdate date, l_shipinstruct text, l_shipmode text, l_comment text, PRIMARY KEY (l_orderkey, l_linenumber)',
} as const;

/** TPC-H at a hundredth of its scale, with keys and nothing else. https://pypi.org/project/tpchgen-cli/ makes its rows. */
export const tpch: IndexWorkload = {
  schema: 'tpch',
  // A call of all 22 takes seconds where there are no indexes.
  rounds: 3,
  load: async ({ host, port, database, username, password }, binaries, ask) => {
    const python = await pythonEnvironment({ root, name: 'tpchgen-cli' });
    const folder = mkdtempSync(join(tmpdir(), 'headroom-tpch-'));
    try {
      const made = ['csv', '-s', scale, '--output-dir', folder];
      execFileSync(join(dirname(python), 'tpchgen-cli'), made, { stdio: 'ignore' });
      await ask('CREATE SCHEMA tpch');
      for (const [name, columns] of Object.entries(tables)) {
        await ask(`CREATE TABLE tpch.${name} (${columns})`);
        const copy = `\\copy tpch.${name} FROM '${join(folder, `${name}.csv`)}' WITH (FORMAT csv, HEADER)`;
        const given = ['-q', '-h', host, '-p', String(port), '-U', username, '-c', copy, database];
        execFileSync(join(binaries, 'psql'), given, { stdio: 'ignore', env: { ...process.env, PGPASSWORD: password } });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  queries: tpchQueries,
};
