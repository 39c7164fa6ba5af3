import { Command } from 'commander';
import { counted } from '../../core/model/counted.ts';
import { withExamples } from '../examples.ts';
import { type Session, say, sayJson } from '../session.ts';
import { table } from '../table.ts';
import { visible } from '../visible.ts';
import { knownUse } from './known-use.ts';
import { addresses, type CacheAt, takesCache } from './with-cache.ts';

interface Options extends CacheAt {
  readonly json?: true;
}

const examples = ['headroom cache hot orders', 'headroom cache hot orders --at rediss://cache.internal:6379'] as const;

const after = `A key that one server has to answer for all the time is helped by no further node: hotSeconds of openCache keeps its value in each
process for a moment. ${addresses.trim()}`;

/** `headroom cache hot`: which keys are asked for most, and how the cache does. */
export function hot(session: Session): Command {
  return takesCache(withExamples(new Command('hot'), examples, { after }))
    .description('which keys are asked for most, how many requests are answered without a load; changes nothing')
    .option('--json', 'print one JSON object')
    .action((name: string, options: Options) => run(session, name, options));
}

async function run(session: Session, name: string, options: Options): Promise<void> {
  const { use, hot: keys } = await knownUse(name, options);
  const { processes, requests, loads, answered, meanLoadMs, oldestMs } = use;
  if (options.json) {
    sayJson(session, { name, processes, requests, loads, answered: answered ?? 0, meanLoadMs, oldestMs, keys });
    return;
  }
  const share = `${(100 * (answered ?? 0)).toFixed(1)} % of ${counted(requests, 'request')} answered without a load`;
  const cost = `a load takes ${meanLoadMs.toFixed(1)} ms, the oldest answer was ${(oldestMs / 1000).toFixed(1)} s old`;
  say(session, `${name}: ${share}; ${cost}`);
  const columns = [{ title: 'requests a second', right: true }, { title: 'key' }];
  const rows = keys.map(({ key, perSecond }) => [String(perSecond), visible(key)]);
  for (const line of table(columns, rows)) say(session, line);
}
