import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { type Advice, advise as adviseOn } from '../../adapters/indexing/advise.ts';
import { readIndexes } from '../../adapters/indexing/read-indexes.ts';
import { readStatements } from '../../adapters/indexing/read-statements.ts';
import { findTwin } from '../../adapters/indexing/what-if/find-twin.ts';
import type { Session as Database } from '../../adapters/postgres/session.ts';
import { definition } from '../../core/indexing/candidate.ts';
import { defaultLimits } from '../../core/indexing/choose-indexes.ts';
import { findFaults } from '../../core/indexing/standing-indexes.ts';
import { differences } from '../../core/indexing/statement-statistics.ts';
import { counted } from '../../core/model/counted.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { parseDuration } from '../duration.ts';
import { withExamples } from '../examples.ts';
import { note, type Session, say, sayJson } from '../session.ts';
import { visible } from '../visible.ts';
import { adviceLines } from './advice-lines.ts';
import { refusalsTold } from './refusals-told.ts';
import { type ServerOptions, withDatabases, withServer } from './server-options.ts';

/** What advice is asked for with. */
export interface AdviceOptions extends ServerOptions {
  readonly for?: string;
  readonly mostBytes: string;
  readonly twin?: true;
}

/** Statements below these take too little of the time to matter. */
const mostStatements = 300;

const examples = [
  'PGPASSWORD=... headroom indexes advise --server 10.0.1.5 --database orders --user advisor --for 1h',
  'PGPASSWORD=... headroom indexes advise --server 10.0.1.5 --replicas 10.0.2.5,10.0.3.5 --database orders --user advisor',
] as const;

const after = `It changes nothing and executes no statement of yours: statements are planned beside indexes that are only thought of, by the
extension hypopg, in a session that is read-only. Where hypopg is not, or with --twin, they are planned by a PostgreSQL 18 in this
process that is given the sizes and statistics of the server, which then plans nothing: install it by npm install --save-dev
@electric-sql/pglite. Another version may plan otherwise; "headroom indexes watch" tells what came of it. The password is that of PGPASSWORD or ~/.pgpass. The role needs pg_monitor, and SELECT
on what statements read (and UPDATE, DELETE where they write), since PostgreSQL plans nothing for a role that may not run it.`;

/** `headroom indexes advise`: what would pay, by the planner itself; what is there and does nothing. */
export function advise(session: Session): Command {
  const command = withExamples(new Command('advise'), examples, { after }).description(
    'which indexes would make the statements of a database cheaper, and which are there for nothing; changes nothing',
  );
  return withAdvice(withServer(command))
    .option('--json', 'print one JSON object')
    .action((options: AdviceOptions & { readonly json?: true }) => refusalsTold(() => run(session, options)));
}

/** The options by which advice is found. */
export function withAdvice(command: Command): Command {
  return command
    .option(
      '--for <duration>',
      'look at what runs from now on for so long (1h, 10m); without it, at all that the server has counted',
    )
    .option(
      '--most-bytes <number>',
      'what all new indexes together may take, as reckoned from the statistics of their columns',
      String(defaultLimits.mostBytes),
    )
    .option('--twin', 'try indexes on a twin of the server in this process, even where hypopg is there');
}

async function run(session: Session, options: AdviceOptions & { readonly json?: true }): Promise<void> {
  await withDatabases(options, async ({ writer, all }) => {
    const faults = findFaults(await Promise.all(all.map((one) => readIndexes(one, options.schema))));
    const advice = await adviceOn(session, writer, options);
    if (options.json) {
      const chosen = advice.chosen.map((one) => ({
        ...one,
        sql: `CREATE INDEX CONCURRENTLY ${definition(one.index)}`,
      }));
      const looked = advice.statements.map(({ id, text, calls, totalMs }) => ({ id, text, calls, totalMs }));
      sayJson(session, { ...advice, chosen, statements: looked, faults });
    } else for (const line of adviceLines(advice, faults)) say(session, visible(line));
  });
}

/** What would pay for what runs on this server. The connection only reads from then on. */
export async function adviceOn(session: Session, writer: Database, options: AdviceOptions): Promise<Advice> {
  const mostBytes = positive(options.mostBytes);
  const statements = await statementsOf(session, writer, options);
  return adviseOn(writer, statements, {
    schemas: options.schema,
    limits: { ...defaultLimits, mostBytes },
    findTwin,
    ...(options.twin ? { by: 'twin' } : {}),
    onProgress: (done, of) => {
      if (done % 20 === 0) note(session, `priced ${done} of ${counted(of, 'candidate')}`);
    },
  });
}

/** What ran between two looks; one look alone sees all since the server began to count. */
async function statementsOf(session: Session, writer: Database, options: AdviceOptions) {
  if (options.for === undefined) return readStatements(writer, mostStatements);
  const forMs = parseDuration('--for', options.for);
  const before = await readStatements(writer, mostStatements * 10);
  note(session, `looking at what runs for ${options.for}...`);
  await sleep(forMs, undefined, { signal: session.signal });
  const ran = differences(before, await readStatements(writer, mostStatements * 10));
  return ran.toSorted((one, other) => other.totalMs - one.totalMs).slice(0, mostStatements);
}

function positive(text: string): number {
  const bytes = Number(text);
  if (Number.isFinite(bytes) && bytes > 0) return bytes;
  throw new InvalidInput('--most-bytes', `"${text.slice(0, 40)}" is not a number of bytes; give one above 0`);
}
