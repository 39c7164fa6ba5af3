import { Command } from 'commander';
import { checkSettings } from '../../clients/cache/settings.ts';
import { bumpAll } from '../../clients/cache/versions.ts';
import { invalidatorsIn } from '../../core/caching/config/cache-name.ts';
import { allThatThereAre } from '../../core/model/near-names.ts';
import { CommandError } from '../command-error.ts';
import { exportsAt } from '../connect.ts';
import { withExamples } from '../examples.ts';
import { invokeFunction } from '../invoke-function.ts';
import { ask, type Session, say, sayJson } from '../session.ts';
import { addresses, type CacheAt, isAtServer, takesCache, withCache } from './with-cache.ts';

interface Options extends CacheAt {
  readonly yes?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

const examples = [
  'headroom cache bump orders',
  'headroom cache bump orders --at rediss://cache.internal:6379',
] as const;

const after = `Every value is loaded anew when it is next asked for, which the database must be able to bear. ${addresses.trim()}`;

/** `headroom cache bump`: leaves all values of a cache behind, at once. */
export function bump(session: Session): Command {
  return takesCache(withExamples(new Command('bump'), examples, { after }))
    .description('leave all values of a cache behind, for every process at once')
    .option('--dry-run', 'only say what would be done')
    .option('-y, --yes', 'do not ask')
    .option('--json', 'print one JSON object')
    .action((name: string, options: Options) => run(session, name, options));
}

async function run(session: Session, given: string, options: Options): Promise<void> {
  const { name } = checkSettings({ name: given });
  const done = () => {
    if (options.json) sayJson(session, { name, bumped: true });
    else say(session, `${name} is left behind: what is asked for from now on is loaded anew`);
  };
  if (isAtServer(options)) {
    await withCache(options, async (link) => {
      if (await isWanted(session, name, `all values of ${name} at ${options.at} will be loaded anew`, options))
        await bumpAll(link, name).then(done);
    });
    return;
  }
  const functionName = await invalidatorOf(name, options);
  const wanted = await isWanted(
    session,
    name,
    `all values of ${name} of ${options.deployment} will be loaded anew`,
    options,
  );
  if (!wanted) return;
  const call = { functionName, what: `invalidator of ${name}`, payload: { cache: name, bump: true } };
  await invokeFunction(session, options, call);
  done();
}

/** False where it is only to be said. Rejects with `CommandError` where the person does not want it. */
async function isWanted(session: Session, name: string, effect: string, options: Options): Promise<boolean> {
  const { dryRun, yes, json } = options;
  if (dryRun) {
    if (json) sayJson(session, { name, bumped: false });
    else say(session, `${effect}; nothing was done`);
    return false;
  }
  if (!yes && !(await ask(session, `${effect}. Go on?`))) throw new CommandError('nothing was done');
  return true;
}

async function invalidatorOf(name: string, options: Options): Promise<string> {
  const all = invalidatorsIn(await exportsAt(options), options.deployment);
  const found = all.get(name);
  if (found !== undefined) return found;
  const there = all.size === 0 ? 'it has none' : allThatThereAre([...all.keys()]);
  throw new CommandError(
    `the deployment "${options.deployment}" has no cache ${name}, ${there}; correct the name, or give --at`,
  );
}
