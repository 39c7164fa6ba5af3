import { Command } from 'commander';
import type { Advice } from '../../adapters/indexing/advise.ts';
import { finishWork } from '../../adapters/indexing/finish-work.ts';
import { indexName } from '../../adapters/indexing/index-name.ts';
import { makeIndex, type WantedIndex } from '../../adapters/indexing/make-index.ts';
import { definition } from '../../core/indexing/candidate.ts';
import type { Build } from '../../core/indexing/index-standing.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { confirm } from '../confirm.ts';
import { withExamples } from '../examples.ts';
import { note, type Session, say, sayJson } from '../session.ts';
import { type AdviceOptions, adviceOn, withAdvice } from './advise.ts';
import { type ChangeOptions, changingOf, withChange } from './change-options.ts';
import { refusalsTold } from './refusals-told.ts';
import { indexCommand, type Opened, withDatabases, withServer } from './server-options.ts';
import { buildLine } from './watch.ts';

type Options = AdviceOptions & ChangeOptions & { readonly most: string };

const examples = [
  'PGPASSWORD=... headroom indexes apply --server 10.0.1.5 --database orders --user advisor --owner shop --dry-run',
  'PGPASSWORD=... headroom indexes apply --server 10.0.1.5 --database orders --user advisor --owner shop --most 1 --yes',
] as const;

const after = `Each is built beside readers and writers (CREATE INDEX CONCURRENTLY), which wait for nothing. Ctrl-C ends the build and drops what is left
of it. A build whose command has died goes on at the server; the same command waits for it. Where the same tables are on several
servers, apply on one, and see by "headroom indexes watch" whether it pays before the others.`;

/** `headroom indexes apply`: makes what would pay, one after the other. */
export function apply(session: Session): Command {
  const command = withExamples(new Command('apply'), examples, { after }).description(
    'make the indexes that would pay, beside readers and writers',
  );
  return withChange(withAdvice(withServer(command)))
    .option('--most <number>', 'how many, those that take off most first', '1')
    .action((options: Options) =>
      refusalsTold(() => withDatabases(options, (opened) => run(session, opened, options))),
    );
}

async function run(session: Session, opened: Opened, options: Options): Promise<void> {
  if (!options.dryRun) await carryOn(session, opened, options);
  // It reads alone from now on: what is made is made by connections of its own.
  const advice = await adviceOn(session, opened.writer, options);
  const wanted = wantedOf(advice).slice(0, countOf(options.most));
  if (wanted.length === 0 || options.dryRun) return tell(session, options, wanted, []);
  for (const { name, definition: text } of wanted) note(session, `CREATE INDEX CONCURRENTLY "${name}" ${text};`);
  await confirm(session, options, `make ${wanted.length === 1 ? 'it' : `these ${wanted.length}`}?`);
  const looking = await opened.open();
  const made: string[] = [];
  try {
    for (const one of wanted) {
      const following = {
        onProgress: (build: Build | null) => {
          if (build !== null) note(session, buildLine(build));
        },
        signal: session.signal,
        nowMs: session.nowMs,
      };
      const { sweptFirst } = await makeIndex(looking, one, changingOf(opened, options), following);
      if (sweptFirst) note(session, `the remains of a failed build of "${one.name}" were dropped first`);
      made.push(one.name);
    }
  } finally {
    await looking.end().catch(() => {});
    if (made.length > 0) tell(session, options, wanted, made);
  }
}

/** What was broken off before is carried on first: else it would cost, and nobody would judge it. */
async function carryOn(session: Session, opened: Opened, options: Options): Promise<void> {
  const finished = await finishWork(opened.writer, options.schema, changingOf(opened, options), session.nowMs);
  for (const { index, is } of finished) {
    const did = is === 'dropped' ? 'the remains of a failed build were dropped' : 'it is judged from now on';
    note(session, `"${index.schema}"."${index.name}": ${did}`);
  }
}

function wantedOf({ chosen }: Advice): readonly WantedIndex[] {
  return chosen.map(({ index, serves }) => {
    const text = definition(index);
    const at = index.table.indexOf('.');
    return {
      ...{ schema: index.table.slice(0, at), table: index.table.slice(at + 1), name: indexName(text) },
      ...{ definition: text, serves },
    };
  });
}

function tell(session: Session, options: Options, wanted: readonly WantedIndex[], made: readonly string[]): void {
  const { json, dryRun } = options;
  const all = wanted.map(({ schema, table, name, definition: text }) => ({
    ...{ schema, table, name, sql: `CREATE INDEX CONCURRENTLY "${name}" ${text}` },
    made: made.includes(name),
  }));
  if (json) {
    sayJson(session, { dryRun: dryRun === true, indexes: all });
    return;
  }
  if (all.length === 0) say(session, 'no index would pay');
  for (const one of all) say(session, one.made ? `made: "${one.schema}"."${one.name}"` : `${one.sql};`);
  if (dryRun) say(session, 'a dry run: nothing was changed');
  else if (all.length > 0)
    say(
      session,
      `see whether it pays: ${indexCommand('watch', options)}; take it back: ${indexCommand('revert <name>', options)}`,
    );
}

function countOf(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidInput('--most', `"${text.slice(0, 40)}" is not a number of indexes; give 1 or more`);
}
