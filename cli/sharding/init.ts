import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { counted } from '../../core/model/counted.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import type { KeyspaceConfig } from '../../core/sharding/config/keyspace.ts';
import { firstMap } from '../../core/sharding/map/first-map.ts';
import type { ShardMap } from '../../core/sharding/map/shard-map.ts';
import { slotName } from '../../core/sharding/map/slot.ts';
import { confirm } from '../confirm.ts';
import type { Where } from '../connect.ts';
import { withExamples } from '../examples.ts';
import { type Session, say, sayAsGiven, sayJson } from '../session.ts';
import { typedCommand } from '../typed-command.ts';
import { openKeyspaces } from './keyspace-session.ts';
import { configured } from './known-keyspace.ts';
import { type ChangeOptions, withChange } from './options.ts';

interface Options extends ChangeOptions {
  readonly sql?: string;
  readonly tables?: string;
}

const examples = [
  'headroom shards init orders --dry-run',
  [
    'headroom shards init orders --sql a --tables tables.sql | psql orders',
    'the tables of its slots, on each server first',
  ],
] as const;

/** `headroom shards init <keyspace>`: the first map, and the SQL that makes what it names. */
export function init(session: Session): Command {
  const command = withExamples(new Command('init'), examples)
    .description('make the first map of a keyspace: every slot on a shard, each shard as many as its weight says')
    .argument('<keyspace>', 'as the config names it')
    .option('--sql <shard>', 'only print the SQL that makes the slots of this PostgreSQL shard, for psql')
    .option('--tables <file>', 'with --sql: the SQL that makes the tables of one slot');
  return withChange(command).action((keyspace: string, options: Options) => run(session, keyspace, options));
}

async function run(session: Session, keyspace: string, options: Options): Promise<void> {
  const { store } = await openKeyspaces(options);
  const config = await configured(store, keyspace);
  const map = firstMap(config);
  if ((await store.map(keyspace, true)) !== null) {
    if (options.json) return sayJson(session, { keyspace, made: false });
    return say(session, 'there is a map already; it stays');
  }
  if (options.sql !== undefined) return sayAsGiven(session, await sqlOf(session, config, options.sql, options.tables));
  const slots = map.shards.map(({ name }, at) => ({
    shard: name,
    slots: map.owner.filter((one) => one === at).length,
  }));
  if (!options.json) tellSlots(session, config, slots, options);
  if (!options.dryRun) await confirm(session, options, 'make this map?');
  const made = options.dryRun ? false : await store.create(map);
  if (options.json) return sayJson(session, { keyspace, slots, made });
  say(session, options.dryRun ? 'a dry run: nothing was changed' : 'the map is made');
}

async function sqlOf(
  session: Session,
  config: KeyspaceConfig,
  shard: string,
  tables: string | undefined,
): Promise<string> {
  if (config.shards[shard]?.kind !== 'postgres') {
    throw new InvalidInput('--sql', `"${shard}" is not a PostgreSQL shard of "${config.keyspace}"; correct the name`);
  }
  return slotSql(config, firstMap(config), shard, tables === undefined ? '' : await read(session, tables));
}

async function read(session: Session, file: string): Promise<string> {
  try {
    return await readFile(resolve(session.cwd, file), 'utf8');
  } catch (error) {
    throw new InvalidInput('--tables', `${file} cannot be read (${String(error)}); name a file of SQL`);
  }
}

function tellSlots(
  session: Session,
  { keyspace, shards }: KeyspaceConfig,
  slots: readonly { readonly shard: string; readonly slots: number }[],
  where: Where,
): void {
  const total = slots.reduce((sum, one) => sum + one.slots, 0);
  say(
    session,
    `${keyspace}: ${counted(total, 'slot')}, a number that never changes: ${slots.map((one) => `${one.slots} on ${one.shard}`).join(', ')}`,
  );
  const server = Object.keys(shards).find((name) => shards[name]?.kind === 'postgres');
  if (server === undefined) return;
  say(session, 'each slot is a schema that has to be there first:');
  say(
    session,
    `  ${typedCommand(`shards init ${keyspace} --sql ${server} --tables tables.sql`, where)} | psql ...   and so for each shard`,
  );
}

/**
 * SQL that makes the first slots of a PostgreSQL shard, for the role that owns them to run before the map is made: a schema
 * for each slot, with the application's tables, and the right of its role to use what is in there.
 */
function slotSql({ applicationRole }: KeyspaceConfig, map: ShardMap, shard: string, tables: string): string {
  const place = map.shards.findIndex(({ name }) => name === shard);
  const slots = [...map.owner.entries()].filter(([, owner]) => owner === place).map(([slot]) => slot);
  const role = quoted(applicationRole);
  const made = slots.map((slot) => {
    const schema = slotName(slot, map.epoch[slot] ?? 0);
    return [
      `CREATE SCHEMA ${schema};`,
      `SET LOCAL search_path = ${schema};`,
      ...(tables.trim() === '' ? [] : [tables.trim()]),
      `GRANT USAGE ON SCHEMA ${schema} TO ${role};`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role};`,
      `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role};`,
    ].join('\n');
  });
  return ['BEGIN;', ...made, 'COMMIT;'].join('\n');
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
