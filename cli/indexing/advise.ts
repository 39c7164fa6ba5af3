import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { advise as adviseOn } from '../../adapters/indexing/advise.ts';
import { openSession } from '../../adapters/indexing/open-session.ts';
import { readIndexes } from '../../adapters/indexing/read-indexes.ts';
import { readStatements } from '../../adapters/indexing/read-statements.ts';
import type { Session as Database } from '../../adapters/postgres/session.ts';
import { definition } from '../../core/indexing/candidate.ts';
import { defaultLimits } from '../../core/indexing/choose-indexes.ts';
import { findFaults } from '../../core/indexing/standing-indexes.ts';
import { differences } from '../../core/indexing/statement-statistics.ts';
import { InvalidInput, Refusal } from '../../core/model/errors.ts';
import { CommandError } from '../command-error.ts';
import { parseDuration } from '../duration.ts';
import { parseServers } from '../replicas/parse-servers.ts';
import { note, type Session, say, sayJson } from '../session.ts';
import { visible } from '../visible.ts';
import { adviceLines } from './advice-lines.ts';

interface Options {
  readonly server: string;
  readonly replicas?: string;
  readonly database: string;
  readonly user: string;
  readonly schema: readonly string[];
  readonly for?: string;
  readonly mostBytes: string;
  readonly json?: true;
}

/** Statements below these take too little of the time to matter. */
const mostStatements = 300;

const examples = `
Examples:
  PGPASSWORD=... headroom indexes advise --server 10.0.1.5 --database orders --user advisor --for 1h
  PGPASSWORD=... headroom indexes advise --server 10.0.1.5 --replicas 10.0.2.5,10.0.3.5 --database orders --user advisor

It changes nothing and executes no statement of yours: statements are planned beside indexes that are only thought of, by the
extension hypopg, in a session that is read-only. The password is that of PGPASSWORD or ~/.pgpass. The role needs pg_monitor, and SELECT
on what statements read (and UPDATE, DELETE where they write), since PostgreSQL plans nothing for a role that may not run it.`;

/** `headroom indexes advise`: what would pay, by the planner itself; what is there and does nothing. */
export function advise(session: Session): Command {
  return new Command('advise')
    .description(
      'which indexes would make the statements of a database cheaper, and which are there and do nothing; changes nothing',
    )
    .requiredOption('--server <host[:port]>', 'the server that takes writes')
    .option('--replicas <list>', 'its replicas, host[:port], separated by commas: what they use is used')
    .option('--database <name>', 'name of the database', 'postgres')
    .option('--user <name>', 'whom to connect as', 'postgres')
    .option('--schema <name...>', 'the schemas whose tables are looked at', ['public'])
    .option(
      '--for <duration>',
      'look at what runs from now on for so long (1h, 10m); without it, at all that the server has counted',
    )
    .option(
      '--most-bytes <number>',
      'what all new indexes together may take, as hypopg estimates it',
      String(defaultLimits.mostBytes),
    )
    .option('--json', 'print one JSON object')
    .addHelpText('after', examples)
    .action((options: Options) => run(session, options));
}

async function run(session: Session, options: Options): Promise<void> {
  const mostBytes = positive(options.mostBytes);
  const databases = await Promise.all(
    [...parseServers(options.server), ...replicasOf(options)].map((at) => open(at, options)),
  );
  try {
    const [writer] = databases;
    if (writer === undefined) throw new CommandError('name the server that takes writes');
    const statements = await statementsOf(session, writer, options);
    const faults = findFaults(await Promise.all(databases.map((one) => readIndexes(one, options.schema))));
    const limits = { ...defaultLimits, mostBytes };
    const advice = await adviseOn(writer, statements, {
      schemas: options.schema,
      limits,
      onProgress: (done, of) => {
        if (done % 20 === 0) note(session, `priced ${done} of ${of} candidates`);
      },
    });
    if (options.json) {
      const chosen = advice.chosen.map((one) => ({
        ...one,
        sql: `CREATE INDEX CONCURRENTLY ${definition(one.index)}`,
      }));
      const looked = advice.statements.map(({ id, text, calls, totalMs }) => ({ id, text, calls, totalMs }));
      sayJson(session, { ...advice, chosen, statements: looked, faults });
    } else for (const line of adviceLines(advice, faults)) say(session, visible(line));
  } catch (error) {
    if (error instanceof Refusal) throw new CommandError(error.message);
    throw error;
  } finally {
    await Promise.all(databases.map((one) => one.end().catch(() => {})));
  }
}

/** What ran between two looks; one look alone sees all since the server began to count. */
async function statementsOf(session: Session, writer: Database, options: Options) {
  if (options.for === undefined) return readStatements(writer, mostStatements);
  const forMs = parseDuration('--for', options.for);
  const before = await readStatements(writer, mostStatements * 10);
  note(session, `looking at what runs for ${options.for}...`);
  await sleep(forMs, undefined, { signal: session.signal });
  const ran = differences(before, await readStatements(writer, mostStatements * 10));
  return ran.toSorted((one, other) => other.totalMs - one.totalMs).slice(0, mostStatements);
}

const replicasOf = ({ replicas }: Options) => (replicas === undefined ? [] : parseServers(replicas));

async function open(
  { host, port = 5432 }: { host: string; port?: number },
  { database, user }: Options,
): Promise<Database> {
  return openSession({ host, port, database, username: user, password: '' }).catch((error: Error) => {
    throw new CommandError(
      `${host}:${port} gives no connection: ${error.message}; see whether it is up, and --user and PGPASSWORD`,
    );
  });
}

function positive(text: string): number {
  const bytes = Number(text);
  if (Number.isFinite(bytes) && bytes > 0) return bytes;
  throw new InvalidInput('--most-bytes', `"${text.slice(0, 40)}" is no number of bytes; give one above 0`);
}
