import { Command } from 'commander';
import { withExamples } from '../examples.ts';
import { parseCount } from '../parse-count.ts';
import type { Session } from '../session.ts';
import { type AdviseOptions, mostDays, parseName } from './advise/options.ts';
import { parseBudget, parseLead } from './backtest/options.ts';
import { positive, valuesPer } from './backtest/own-options.ts';
import { withTraceHints } from './traces/trace-hints.ts';

const examples = [
  'headroom advise --profile production --region eu-central-1',
  'headroom advise --region eu-central-1 --sizes sizes.json',
  'headroom advise --only checkout --write headroom.config.ts --html advice.html',
  'headroom advise requests.csv --unit-capacity 100 --values-per second --price 0.096',
] as const;

const after = `It changes nothing: its clients send nothing but Describe, List and Get. What a unit serves is learned from how busy units were.`;

/** `headroom advise [trace.csv...]`: what everything that scales here costs and misses now, and what Headroom would. */
export function advise(session: Session): Command {
  const command = withExamples(new Command('advise'), examples, { after })
    .description(
      'what the groups and services of an account cost and miss now, what Headroom would, and the config for it',
    )
    .argument('[trace.csv...]', 'demand as monitoring tools export it, a fleet each, instead of an account')
    .option('--region <name>', 'AWS Region')
    .option('--profile <name>', 'AWS profile')
    .option('--local', 'the local AWS that `npm run local -- start` has started')
    .option('--only <text>', 'fleets whose name has this in it', parseName)
    .option(
      '--days <n>',
      'how many days to look back on; CloudWatch keeps minutes for 15',
      parseCount('--days', mostDays),
      14,
    )
    .option('--lead <seconds>', 'how long a unit takes from being asked for to serving', parseLead('--lead'), 180)
    .option('--slo-budget <percent>', 'percent of requests that may find too little capacity', parseBudget, 0.5)
    .option('--price <dollars>', 'what a unit costs an hour, instead of its list price', positive('--price'))
    .option('--sizes <file>', 'prices that sizes refresh has written, in place of those of us-east-1')
    .option(
      '--unit-capacity <n>',
      'requests per second that one unit serves at most, of files',
      positive('--unit-capacity'),
    )
    .addOption(valuesPer('files'))
    .option('--html <file>', 'write a report with plots')
    .option('--write <file>', 'write the config of what Headroom does better, instead of printing it')
    .option('--json', 'print one JSON object');
  return withTraceHints(command).action(async (files: readonly string[], options: AdviseOptions) => {
    // Only now: it loads the simulator, which the other commands do not need.
    const { runAdvise } = await import('./advise/run-advise.ts');
    await runAdvise(session, files, options);
  });
}
