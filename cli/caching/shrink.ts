import { Command, InvalidArgumentError } from 'commander';
import { checkSettings } from '../../clients/cache/settings.ts';
import { shrinkAll } from '../../clients/cache/shrink.ts';
import { are, counted, were } from '../../core/model/counted.ts';
import { CommandError } from '../command-error.ts';
import { withExamples } from '../examples.ts';
import { ask, type Session, say, sayJson } from '../session.ts';
import { addresses, type CacheAt, isAtServer, takesCache, withMasters } from './with-cache.ts';

interface Options extends CacheAt {
  readonly toKeys: number;
  readonly yes?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

const examples = [
  'headroom cache shrink orders --at rediss://cache.internal:6379 --cluster --to-keys 400000 --dry-run',
] as const;

const after = `What was used longest ago goes first, so that a smaller cache begins with what is asked for. "headroom cache curve" tells what a
cache of so many keys answers. It may be ended and begun again. ${addresses.trim()}`;

const mostMs = 3_600_000;

/** `headroom cache shrink`: takes out what nobody will miss, before a cache is made smaller. */
export function shrink(session: Session): Command {
  return takesCache(withExamples(new Command('shrink'), examples, { after }))
    .description(
      'take out the values that were used longest ago, until so many are left; do this before you take nodes away',
    )
    .requiredOption('--to-keys <count>', 'values that stay', countOf)
    .option('--dry-run', 'only count')
    .option('-y, --yes', 'do not ask')
    .option('--json', 'print one JSON object')
    .action((name: string, options: Options) => run(session, name, options));
}

async function run(session: Session, given: string, options: Options): Promise<void> {
  const { name } = checkSettings({ name: given });
  if (!isAtServer(options))
    throw new CommandError('say where the cache is with --at; only its servers know their keys');
  const { toKeys: most, dryRun = false, json, yes } = options;
  const wanted = `all values of ${name} but the ${most} that were used last will be taken out`;
  if (!dryRun && !yes && !(await ask(session, `${wanted}. Go on?`))) throw new CommandError('nothing was done');
  const untilMs = Date.now() + mostMs;
  const shrinking = { name, most, dryRun, leftMs: () => untilMs - Date.now() };
  const { held, taken } = await withMasters(options, (nodes) => shrinkAll(nodes, shrinking));
  if (json) return sayJson(session, { name, held, taken, dryRun });
  const fits = held <= most ? 'so many may stay' : `${held - most} more than may stay`;
  say(
    session,
    `${name}: ${counted(held, 'value')} ${are(held)} there, ${fits}; ${taken} ${were(taken)} taken out${dryRun ? ', since this is a dry run' : ''}`,
  );
}

function countOf(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('expected a whole number above 0');
}
