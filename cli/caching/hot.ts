import { Command } from 'commander';
import type { HotKey } from '../../core/caching/hot-keys.ts';
import type { UseReport } from '../../core/caching/use-report.ts';
import { type Session, say, sayJson } from '../session.ts';
import { table } from '../table.ts';
import { visible } from '../visible.ts';
import { readReports } from './read-reports.ts';
import { addresses, type CacheAt, takesCache, withCache } from './with-cache.ts';

interface Options extends CacheAt {
  readonly json?: true;
}

const examples = `
Example:
  headroom cache hot orders --at rediss://cache.internal:6379

A key that one server has to answer for all the time is helped by no further node: hotSeconds of openCache keeps its value in each
process for a moment. ${addresses.trim()}`;

/** `headroom cache hot`: which keys are asked for most, and how the cache does. */
export function hot(session: Session): Command {
  return takesCache(new Command('hot'))
    .description('which keys are asked for most, how many requests are answered without a load; changes nothing')
    .option('--json', 'print one JSON object')
    .addHelpText('after', examples)
    .action((name: string, options: Options) => run(session, name, options));
}

async function run(session: Session, name: string, options: Options): Promise<void> {
  const reports = await withCache(options, (link) => readReports(link, name));
  const sum = (of: (report: UseReport) => number) => reports.reduce((total, report) => total + of(report), 0);
  const [requests, loads, loadMs] = [sum((one) => one.requests), sum((one) => one.loads), sum((one) => one.loadMs)];
  const answered = requests === 0 ? 0 : Math.max(0, 1 - loads / requests);
  const meanLoadMs = loads === 0 ? 0 : loadMs / loads;
  const oldestMs = Math.max(...reports.map((one) => one.oldestMs));
  const keys = hottest(reports);
  if (options.json) {
    sayJson(session, { name, processes: reports.length, requests, loads, answered, meanLoadMs, oldestMs, keys });
    return;
  }
  const share = `${(100 * answered).toFixed(1)} % of ${requests} requests answered without a load`;
  const cost = `a load takes ${meanLoadMs.toFixed(1)} ms, the oldest answer was ${(oldestMs / 1000).toFixed(1)} s old`;
  say(session, `${name}: ${share}; ${cost}`);
  const columns = [{ title: 'requests a second', right: true }, { title: 'key' }];
  for (const line of table(
    columns,
    keys.map(({ key, perSecond }) => [String(perSecond), visible(key)]),
  ))
    say(session, line);
}

/** Of all processes together. */
function hottest(reports: readonly UseReport[]): readonly HotKey[] {
  const together = new Map<string, number>();
  for (const { key, perSecond } of reports.flatMap((report) => report.hot))
    together.set(key, (together.get(key) ?? 0) + perSecond);
  const all = [...together].map(([key, perSecond]) => ({ key, perSecond }));
  return all.sort((a, b) => b.perSecond - a.perSecond).slice(0, 20);
}
