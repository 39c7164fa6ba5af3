import { Command } from 'commander';
import { dropIndex } from '../../adapters/indexing/change-indexes.ts';
import { readBuilds, readOwnIndexes } from '../../adapters/indexing/read-work.ts';
import { ownPrefix } from '../../core/indexing/index-standing.ts';
import { CommandError } from '../command-error.ts';
import { confirm } from '../confirm.ts';
import { withExamples } from '../examples.ts';
import { note, type Session, say, sayJson } from '../session.ts';
import { type ChangeOptions, changingOf, withChange } from './change-options.ts';
import { refusalsTold } from './refusals-told.ts';
import { indexCommand, type Opened, type ServerOptions, withDatabases, withServer } from './server-options.ts';

type Options = ServerOptions & ChangeOptions;

const examples = [
  'PGPASSWORD=... headroom indexes revert headroom_0mfx1d6c --server 10.0.1.5 --database orders --user advisor --owner shop',
] as const;

/** `headroom indexes revert <name>`: takes back an index that Headroom has made. */
export function revert(session: Session): Command {
  const command = withExamples(new Command('revert'), examples)
    .description('drop an index that Headroom has made, beside readers and writers')
    .argument('<name>', `its name, as "headroom indexes watch" tells it; it begins with ${ownPrefix}`);
  return withChange(withServer(command)).action((name: string, options: Options) =>
    refusalsTold(() => withDatabases(options, (opened) => run(session, name, opened, options))),
  );
}

async function run(session: Session, name: string, opened: Opened, options: Options): Promise<void> {
  const own = (await readOwnIndexes(opened.writer, options.schema)).filter((one) => one.name.startsWith(ownPrefix));
  const index = own.find((one) => one.name === name);
  if (index === undefined) {
    const names = own.map((one) => one.name).join(', ') || 'none';
    throw new CommandError(
      `Headroom has made no index "${name}" here (it has made ${names}); others are dropped by: ${indexCommand('drop <name>', options)}`,
    );
  }
  const { schema, table, sql } = index;
  const isBuilt = (await readBuilds(opened.writer, [schema])).some((one) => one.table === table);
  if (isBuilt && !index.isValid)
    throw new CommandError(`"${name}" is still being built; Ctrl-C there, or wait: ${indexCommand('watch', options)}`);
  note(session, `DROP INDEX CONCURRENTLY "${schema}"."${name}"; brought back by: ${sql}`);
  if (!options.dryRun) {
    await confirm(session, options, 'drop it?');
    await dropIndex(schema, name, changingOf(opened, options));
  }
  const dropped = options.dryRun !== true;
  if (options.json) return sayJson(session, { schema, name, dropped, sql });
  say(session, dropped ? `dropped; brought back by: ${sql}` : 'a dry run: nothing was changed');
}
