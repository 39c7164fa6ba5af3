import { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { type Where, withWhere } from '../connect.ts';
import { withExamples } from '../examples.ts';
import { type Session, say, sayJson } from '../session.ts';
import { visible } from '../visible.ts';
import { type KeyspaceSession, openKeyspaces } from './keyspace-session.ts';
import { knownKeyspace } from './known-keyspace.ts';
import { statusLines } from './status-lines.ts';

interface Options extends Where {
  readonly json?: true;
}

const plansListed = 5;

const examples = ['headroom shards status', 'headroom shards status orders --json'] as const;

/** `headroom shards status [keyspace]`: what moves, what is in its way, and what each shard carries. */
export function status(session: Session): Command {
  const command = withExamples(new Command('status'), examples)
    .description('what is moving, what is in its way and what to do about it, and what each shard carries')
    .argument('[keyspace]', 'all of them where none is named')
    .option('--json', 'print one JSON array');
  return withWhere(command).action((keyspace: string | undefined, options: Options) => run(session, keyspace, options));
}

async function run(session: Session, keyspace: string | undefined, options: Options): Promise<void> {
  const keyspaces = await openKeyspaces(options);
  const names = keyspace === undefined ? await keyspaces.store.keyspaces() : [keyspace];
  if (names.length === 0)
    throw new CommandError('no keyspace is configured; make one by headroom.shard(...) and deploy');
  const nowMs = session.nowMs();
  const all = await Promise.all(names.map((name) => read(keyspaces, name, nowMs)));
  if (options.json)
    return sayJson(
      session,
      all.map(({ known: { situation, activeMoves, draining }, plans }) => ({
        ...situation,
        activeMoves,
        draining,
        plans,
      })),
    );
  for (const [index, { known, plans }] of all.entries()) {
    if (index > 0) say(session);
    for (const line of statusLines(known, plans, nowMs, options)) say(session, visible(line));
  }
}

async function read(keyspaces: KeyspaceSession, name: string, nowMs: number) {
  const [known, plans] = await Promise.all([
    knownKeyspace(keyspaces, name, nowMs),
    keyspaces.planning.plans(name, plansListed),
  ]);
  return { known, plans };
}
