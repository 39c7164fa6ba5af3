import { Command } from 'commander';
import { checkSettings } from '../../clients/cache/settings.ts';
import { bumpAll } from '../../clients/cache/versions.ts';
import { CommandError } from '../command-error.ts';
import { ask, type Session, say } from '../session.ts';
import { addresses, type CacheAt, takesCache, withCache } from './with-cache.ts';

interface Options extends CacheAt {
  readonly yes?: true;
  readonly dryRun?: true;
}

const examples = `
Example:
  headroom cache bump orders --at rediss://cache.internal:6379

Every value is loaded anew when it is next asked for, which the database must be able to bear. ${addresses.trim()}`;

/** `headroom cache bump`: leaves all values of a cache behind, at once. */
export function bump(session: Session): Command {
  return takesCache(new Command('bump'))
    .description('leave all values of a cache behind, for every process at once')
    .option('--dry-run', 'only say what would be done')
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', examples)
    .action((name: string, options: Options) => run(session, name, options));
}

async function run(session: Session, given: string, options: Options): Promise<void> {
  const { name } = checkSettings({ name: given });
  const effect = `all values of ${name} at ${options.at} will be loaded anew`;
  await withCache(options, async (link) => {
    if (options.dryRun) {
      say(session, `${effect}; nothing was done`);
      return;
    }
    if (!options.yes && !(await ask(session, `${effect}. Go on?`))) throw new CommandError('nothing was done');
    await bumpAll(link, name);
    say(session, `${name} is left behind: what is asked for from now on is loaded anew`);
  });
}
