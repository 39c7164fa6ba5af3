import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { countsOf } from '../../adapters/indexing/make-index.ts';
import { readBuilds, readOwnIndexes } from '../../adapters/indexing/read-work.ts';
import type { Session as Database } from '../../adapters/postgres/session.ts';
import { type Build, type IndexAtWork, type IndexState, stateOf } from '../../core/indexing/index-standing.ts';
import { counted } from '../../core/model/counted.ts';
import { parseDuration } from '../duration.ts';
import { withExamples } from '../examples.ts';
import { note, type Session, say, sayJson } from '../session.ts';
import { refusalsTold } from './refusals-told.ts';
import { indexCommand, type ServerOptions, withDatabases, withServer } from './server-options.ts';

interface Options extends ServerOptions {
  readonly after: string;
  readonly calls: string;
  readonly once?: true;
  readonly json?: true;
}

interface Watched {
  readonly index: IndexAtWork;
  readonly state: IndexState;
}

const everyMs = 2000;

const examples = [
  'PGPASSWORD=... headroom indexes watch --server 10.0.1.5 --database orders --user advisor',
  'PGPASSWORD=... headroom indexes watch --server 10.0.1.5 --database orders --user advisor --once --json',
] as const;

/** `headroom indexes watch`: how far builds are, and whether what Headroom has made pays. */
export function watch(session: Session): Command {
  const command = withExamples(new Command('watch'), examples).description(
    'how far builds of indexes are, and whether those that Headroom has made pay; until nothing is being built',
  );
  return withServer(command)
    .option('--after <duration>', 'an index is judged once it has been there for so long', '10m')
    .option('--calls <number>', '... and its statements have run so often', '20')
    .option('--once', 'look once')
    .option('--json', 'look once, and print one JSON object')
    .action((options: Options) =>
      refusalsTold(() => withDatabases(options, ({ writer }) => run(session, writer, options))),
    );
}

async function run(session: Session, writer: Database, options: Options): Promise<void> {
  const patience = { ms: parseDuration('--after', options.after), calls: Math.max(1, Number(options.calls) || 1) };
  for (;;) {
    const builds = await readBuilds(writer, options.schema);
    if (builds.length === 0 || options.once || options.json) {
      const own = await readOwnIndexes(writer, options.schema);
      const now = await countsOf(writer, null);
      const made = own
        .filter(({ note: at }) => at?.is !== 'watched')
        .map((index) => ({ index, state: stateOf(index, builds, now, session.nowMs(), patience) }));
      return options.json ? sayJson(session, { builds, made }) : tell(session, builds, made, options);
    }
    for (const build of builds) note(session, buildLine(build));
    await sleep(everyMs, undefined, { signal: session.signal });
  }
}

function tell(session: Session, builds: readonly Build[], made: readonly Watched[], options: ServerOptions): void {
  for (const build of builds) say(session, buildLine(build));
  for (const one of made) say(session, madeLine(one, options));
  if (builds.length === 0 && made.length === 0)
    say(session, 'nothing is being built, and Headroom has made no index here');
}

/** How far one build is, and who waits. */
export function buildLine({ schema, table, phase, percent, seconds, waitsFor, holdsUp }: Build): string {
  const far = percent === null ? '' : ` ${Math.floor(percent)} %`;
  const waits = waitsFor.length === 0 ? '' : `, waits for an older transaction (pid ${waitsFor.join(', ')})`;
  const held = holdsUp === 0 ? '' : `; ${holdsUp} wait to change the table, and writers wait behind them`;
  return `building on ${schema}.${table}: ${phase}${far}, ${Math.round(seconds)} s${waits}${held}`;
}

function madeLine({ index: { schema, name, sql }, state }: Watched, options: ServerOptions): string {
  const called = `"${schema}"."${name}"`;
  switch (state.is) {
    case 'building':
      return `${called} is being built`;
    case 'left over':
      return `${called} is left of a failed build and serves nobody; ${indexCommand('apply', options)} carries on, or ${indexCommand(`revert ${name}`, options)}`;
    case 'unwritten':
      return `${called} is there, and its command has died before it wrote so; ${indexCommand('apply', options)} carries on`;
    case 'too early':
      return `${called}: too early to say, its statements have run ${counted(state.calls, 'time')} since`;
    case 'pays':
      return `${called} pays: ${saved(state.beforeMs, state.afterMs)} in ${counted(state.calls, 'call')}`;
    case 'does not pay':
      return `${called} does not pay: ${saved(state.beforeMs, state.afterMs)} in ${counted(state.calls, 'call')}; ${indexCommand(`revert ${name}`, options)} (brought back by: ${sql})`;
  }
}

const saved = (beforeMs: number, afterMs: number) =>
  `${ms(afterMs)} where it would have been ${ms(beforeMs)} as before`;
const ms = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
