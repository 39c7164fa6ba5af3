/**
 * Moves schemas at the border of what moves know between two real servers: the situations of `test/border/situations`, and
 * random ones from a seed. Each has to come out equal or to be refused beforehand. Prints one JSON object; with `--check` it
 * ends with an error where one does not. `--only <parts of names, by commas>`, `--schemas <count>`, `--seed <number>`, and `--from <number>`
 * begins with a later one of the seed's schemas, so that a long run can be made in several.
 */
import { parseArgs } from 'node:util';
import { findPostgres } from '../../../local/postgres/find-postgres.ts';
import { startPostgres } from '../../../local/postgres/start-postgres.ts';
import { randomSituation } from './random-schema.ts';
import { type Ended, type Ground, runSituation, type Trial } from './run-situation.ts';
import { allSituations, type Situation } from './situation.ts';

// Servers are ended with this process, however it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    only: { type: 'string' },
    schemas: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
  },
});
const atOnce = 6;
const [seed, schemas, from] = [Number(values.seed), Number(values.schemas), Number(values.from)];
/** Parts of names, one of which must be in a situation's. */
const only = values.only?.split(',') ?? [''];
const binaries = findPostgres(process.env);
if (binaries === null) throw new Error('no PostgreSQL 15 or newer was found (Debian: apt-get install postgresql)');
const settings = { max_prepared_transactions: '10', max_replication_slots: '100', max_wal_senders: '100' };
const workers = { max_worker_processes: '100', max_logical_replication_workers: '80', max_connections: '300' };
const start = () => startPostgres(binaries, { settings: { ...settings, ...workers } });
const servers = [await start(), await start()] as const;
const ground: Ground = { servers, binaries };

interface Task {
  readonly situation: Situation;
  readonly trial: Trial;
}

/** Several at once, since a move waits most of its time; those that would hold up the others come last, one by one. */
async function runAll(tasks: readonly Task[]): Promise<readonly Ended[]> {
  const ended: Ended[] = [];
  const run = async (queue: Task[]) => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      const one = await runSituation(ground, task.situation, task.trial, count++);
      if (ended.length % 25 === 24) console.error(`${ended.length + 1} of ${tasks.length}`);
      if (values.check || one.is === 'wrong' || values.only !== undefined)
        console.error(
          `${one.is}: ${one.name}${one.told === null ? '' : ` (${one.told})`}, closed ${Math.round(one.closedMs)} ms`,
        );
      ended.push(one);
    }
  };
  const queue = tasks.filter(({ situation }) => !situation.waits);
  await Promise.all(Array.from({ length: atOnce }, () => run(queue)));
  await run(tasks.filter(({ situation }) => situation.waits));
  return ended;
}

let count = 0;

function figures(ended: readonly Ended[]) {
  const of = (is: Ended['is']) => ended.filter((one) => one.is === is).length;
  const closedMsMost = Math.round(Math.max(0, ...ended.map(({ closedMs }) => closedMs)));
  return { equal: of('equal'), refused: of('refused'), wrong: of('wrong'), closedMsMost };
}

try {
  const wanted = allSituations().filter(({ name }) => only.some((part) => name.includes(part)));
  const cases = await runAll(wanted.map((situation) => ({ situation, trial: { goesBack: true, pins: true } })));
  // A schema is moved in any case; each third is taken back as well, and a key of each third is pinned.
  const random = Array.from({ length: schemas }, (_, index) => ({
    situation: randomSituation(seed * 100_000 + from + index),
    trial: { goesBack: index % 3 === 0, pins: index % 3 === 1 },
  }));
  const generated = await runAll(random);
  const border = { cases: cases.length, ...figures(cases) };
  const result = { border, generated: { seed, schemas: generated.length, ...figures(generated) } };
  console.log(JSON.stringify(result));
  const isRight =
    border.wrong + result.generated.wrong === 0 && Math.max(border.closedMsMost, result.generated.closedMsMost) <= 2000;
  process.exitCode = values.check && !isRight ? 1 : 0;
} finally {
  for (const server of servers) await server.stop();
}
