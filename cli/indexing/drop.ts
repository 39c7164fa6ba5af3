import { Command } from 'commander';
import { dropIndex, writeNote } from '../../adapters/indexing/change-indexes.ts';
import { readIndexes } from '../../adapters/indexing/read-indexes.ts';
import { readOwnIndexes } from '../../adapters/indexing/read-work.ts';
import { type DropState, dropState } from '../../core/indexing/drop-state.ts';
import { findFaults, type IndexFault } from '../../core/indexing/standing-indexes.ts';
import { counted } from '../../core/model/counted.ts';
import { CommandError } from '../command-error.ts';
import { confirm } from '../confirm.ts';
import { parseDuration } from '../duration.ts';
import { withExamples } from '../examples.ts';
import { type Session, say, sayJson } from '../session.ts';
import { type ChangeOptions, changingOf, withChange } from './change-options.ts';
import { refusalsTold } from './refusals-told.ts';
import { indexCommand, type Opened, type ServerOptions, withDatabases, withServer } from './server-options.ts';

type Options = ServerOptions & ChangeOptions & { readonly watchFor: string };

const examples = [
  'PGPASSWORD=... headroom indexes drop orders_by_state --server 10.0.1.5 --database orders --user advisor --owner shop',
  'PGPASSWORD=... headroom indexes drop orders_by_state --server 10.0.1.5 --database orders --user advisor --replicas 10.0.2.5 --owner shop --watch-for 14d',
] as const;

const after = `PostgreSQL cannot hide an index before it is dropped. So the first call writes down how often each server has used it by then, in the
index's comment; a call after --watch-for drops it, if none has used it since, and puts its comment back where one has. An index that is
invalid is dropped at once: no server can use it. Name all replicas: what one of them uses is used.`;

/** `headroom indexes drop <name>`: drops an index that does nothing, in two steps. */
export function drop(session: Session): Command {
  const command = withExamples(new Command('drop'), examples, { after })
    .description('drop an index that serves nobody, once it has been watched for long enough')
    .argument('<name>', 'its name, without the schema');
  return withChange(withServer(command))
    .option('--watch-for <duration>', 'how long nobody may have used it', '7d')
    .action((name: string, options: Options) =>
      refusalsTold(() => withDatabases(options, (opened) => run(session, name, opened, options))),
    );
}

interface Found {
  readonly fault: IndexFault;
  readonly state: DropState;
  /** How often each server has used it, by the server's name. */
  readonly scans: Readonly<Record<string, number>>;
  /** What was written at it before it was watched. */
  readonly comment: string | null;
}

async function run(session: Session, name: string, opened: Opened, options: Options): Promise<void> {
  const found = await find(session, name, opened, options);
  const { schema, sql } = found.fault.index;
  const changing = changingOf(opened, options);
  const step = stepOf(found);
  if (!options.dryRun) {
    if (step === 'drop') {
      await confirm(session, options, `drop "${schema}"."${name}"?`);
      await dropIndex(schema, name, changing);
    }
    if (step === 'watch') {
      const watched = {
        schema: 1,
        is: 'watched',
        atMs: session.nowMs(),
        scans: found.scans,
        comment: found.comment,
      } as const;
      await writeNote(schema, name, watched, changing);
    }
    if (step === 'keep') await writeNote(schema, name, { comment: found.comment }, changing);
  }
  if (options.json)
    return sayJson(session, { schema, name, step, state: found.state, sql, dryRun: options.dryRun === true });
  say(session, `${options.dryRun ? 'a dry run, nothing was changed; else: ' : ''}${tellStep(step, found, options)}`);
}

type Step = 'drop' | 'watch' | 'wait' | 'keep';

function stepOf({ fault, state }: Found): Step {
  if (fault.is === 'invalid') return 'drop';
  return ({ unwatched: 'watch', used: 'keep', watched: 'wait', ripe: 'drop' } as const)[state.is];
}

function tellStep(step: Step, { fault: { index, is }, state }: Found, { watchFor }: Options): string {
  const called = `"${index.schema}"."${index.name}"`;
  switch (step) {
    case 'drop':
      return `${called} (${is}) is dropped; brought back by: ${index.sql}`;
    case 'watch':
      return `${called} (${is}) is watched from now on; run the same again in ${watchFor}`;
    case 'wait':
      return `${called} is watched, and nobody has used it yet; run the same again in ${counted(hours(state), 'hour')}`;
    case 'keep':
      return `${called} was used${state.is === 'used' ? ` by ${state.by}` : ''} since it is watched, and stays`;
  }
}

const hours = (state: DropState) => (state.is === 'watched' ? Math.ceil(state.leftMs / 3_600_000) : 0);

async function find(session: Session, name: string, { writer, all, names }: Opened, options: Options): Promise<Found> {
  const servers = await Promise.all(all.map((one) => readIndexes(one, options.schema)));
  const at = (await readOwnIndexes(writer, options.schema)).find((one) => one.name === name) ?? null;
  const index = servers[0]?.find((one) => one.name === name);
  if (index === undefined) throw new CommandError(`there is no index "${name}" in ${options.schema.join(', ')}`);
  const scans = Object.fromEntries(
    servers.map((own, server) => [names[server] ?? '', own.find((one) => one.name === name)?.scans ?? 0]),
  );
  const state = dropState(
    { note: at?.note ?? null },
    scans,
    session.nowMs(),
    parseDuration('--watch-for', options.watchFor),
  );
  const fault =
    findFaults(servers).find((one) => one.index.name === name) ??
    // One that is watched, and has been used since, is not a fault any more.
    (state.is === 'unwatched' ? undefined : ({ index, is: 'unused', instead: null } as const));
  if (fault === undefined) {
    const next = `a duplicate, an unused or an invalid one may be: ${indexCommand('advise', options)}`;
    throw new CommandError(`"${name}" is used, or holds up a constraint, and is not dropped; ${next}`);
  }
  const comment =
    at?.note?.is === 'watched' ? at.note.comment : (at?.comment ?? (await commentOf(writer, index.schema, name)));
  return { fault, state, scans, comment };
}

async function commentOf(writer: Opened['writer'], schema: string, name: string): Promise<string | null> {
  const [row] = await writer.query(
    `SELECT pg_catalog.obj_description(c.oid, 'pg_class') AS comment FROM pg_catalog.pg_class c
       JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2`,
    [schema, name],
  );
  return row?.comment === null || row === undefined ? null : String(row.comment);
}
