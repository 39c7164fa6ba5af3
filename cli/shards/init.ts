import { Command } from 'commander';
import { type Session, say, sayJson } from '../session.ts';
import { firstMap } from './first-map.ts';
import { openKeyspaces } from './keyspace-session.ts';
import { configured } from './known-keyspace.ts';
import { type ChangeOptions, confirm, withChange } from './options.ts';

/** `headroom shards init <keyspace>`: the first map. */
export function init(session: Session): Command {
  const command = new Command('init')
    .description('make the first map of a keyspace: every slot on a shard, each shard as many as its weight says')
    .argument('<keyspace>', 'as the config names it');
  return withChange(command).action((keyspace: string, options: ChangeOptions) => run(session, keyspace, options));
}

async function run(session: Session, keyspace: string, options: ChangeOptions): Promise<void> {
  const { store } = await openKeyspaces(options);
  const config = await configured(store, keyspace);
  const map = firstMap(config);
  const slots = map.shards.map(({ name }, index) => ({
    shard: name,
    slots: map.owner.filter((one) => one === index).length,
  }));
  if (!options.json) {
    say(
      session,
      `${keyspace}: ${map.owner.length} slots for life: ${slots.map(({ shard, slots }) => `${slots} on ${shard}`).join(', ')}`,
    );
  }
  const made = options.dryRun ? false : await make();
  if (options.json) return sayJson(session, { keyspace, slots, made });
  say(
    session,
    made ? 'the map is made' : options.dryRun ? 'a dry run: nothing was changed' : 'there is a map already; it stays',
  );

  async function make(): Promise<boolean> {
    if ((await store.map(keyspace, true)) !== null) return false;
    await confirm(session, options, 'make this map?');
    return store.create(map);
  }
}
