import { Command, Option } from 'commander';
import { faultKinds } from '../../sim/scaling/world/fault-kind.ts';
import { choosing } from '../choice.ts';
import { withWhere } from '../connect.ts';
import { withExamples } from '../examples.ts';
import { parseCount } from '../parse-count.ts';
import type { Session } from '../session.ts';
import { parseDimension, parseMetric, parseStat } from './backtest/named-metric.ts';
import {
  type BacktestOptions,
  parseBudget,
  parseFaults,
  parseLead,
  parseMetricClass,
  parseNativeTarget,
  parseTime,
  parseWarmPrice,
} from './backtest/options.ts';
import { withOwnFleet } from './backtest/own-options.ts';
import { withTraceHints } from './traces/trace-hints.ts';

const examples = [
  'headroom backtest traffic.csv --html report.html',
  'headroom backtest traffic.csv --scalable checkout/web --unit-capacity 10 --values-per minute --price 0.0416',
  ['headroom backtest --cloudwatch checkout/web --days 14', 'what is deployed'],
  [
    'headroom backtest --metric AWS/ApplicationELB/RequestCount --dimension LoadBalancer=app/web/50dc6c495c0c9188',
    'before anything is deployed',
  ],
  [
    'headroom backtest traffic.csv --scalable checkout/web --fail-over-budget --markdown report.md',
    'for pull requests',
  ],
] as const;

/** `headroom backtest [trace.csv]`: what every autoscaler, and Headroom, would have done on measured demand. */
export function backtest(session: Session): Command {
  const command = withExamples(new Command('backtest'), examples)
    .description('what would it have done on my traffic, and what would everybody else: cost, violations, churn')
    .argument(
      '[trace.csv]',
      'a CSV of times and values, as monitoring tools export it (default: two weeks of airline departures)',
    )
    .option('--cloudwatch <scalable>', 'the recorded demand of a scalable that is configured, instead of a file')
    .option(
      '--metric <namespace/name>',
      'a metric of CloudWatch, without any deployment, instead of a file',
      parseMetric,
    )
    .option('--dimension <name=value>', 'a dimension of that metric; repeat it for each one', parseDimension)
    .option('--stat <statistic>', 'of that metric', parseStat, 'Sum')
    .option(
      '--prometheus <url>',
      'a Prometheus, or a workspace of Amazon Managed Prometheus, that is asked by --query, instead of a file',
    )
    .option('--datadog <site>', 'Datadog, e.g. datadoghq.eu, that is asked by --query, with DD_API_KEY and DD_APP_KEY')
    .option(
      '--query <query>',
      'what it is asked: PromQL that tells one series, e.g. sum(rate(http_requests_total[1m]))',
    )
    .option('--days <n>', 'how many days of it to fetch', parseCount('--days', 63), 14)
    .option(
      '--lead <seconds>',
      'how long a unit takes from being asked for to serving (default: 180)',
      parseLead('--lead'),
    )
    .option(
      '--warm-lead <seconds>',
      'the same of a unit that stands prepared: plays Headroom beside a pool of those as well',
      parseLead('--warm-lead'),
    )
    .option(
      '--warm-price <share>',
      'the price of a prepared unit, as a share of that of a running one (default: 0.02, 18 GB of gp3 beside an m6i.large)',
      parseWarmPrice,
    )
    .option(
      '--beside-native <share>',
      'how busy your target tracking of AWS keeps units, 0 to 1: plays it once more with Headroom moving its minimum alone',
      parseNativeTarget,
    )
    .option(
      '--slo-budget <percent>',
      'percent of requests that may find too little capacity (default: 0.5)',
      parseBudget,
    )
    .option('--metrics <seconds>', 'the period of the metrics that every policy sees: 60 or 20', parseMetricClass, 60)
    .option('--seeds <n>', 'runs to average where minutes are made out of longer steps', parseCount('--seeds', 100), 1)
    .option('--full', 'every point of every grid, instead of a coarse one refined around the best')
    .addOption(
      choosing(
        new Option('--faults <kinds>', 'what goes wrong meanwhile, between commas'),
        '--faults',
        faultKinds,
        parseFaults,
      ).default([], 'none'),
    )
    .option('--explain <time>', 'why Headroom asked for what it asked at a time of the trace', parseTime)
    .option('--html <file>', 'write a report with plots')
    .option('--decisions <file>', 'write what was asked for, minute by minute, as CSV with times in UTC')
    .option('--json', 'print one JSON object');
  return withWhere(withTraceHints(withOwnFleet(command))).action(
    async (trace: string | undefined, options: BacktestOptions) => {
      // Only now: it loads the simulator, which the other commands do not need.
      const { runBacktest } = await import('./backtest/run-backtest.ts');
      await runBacktest(session, trace ?? null, options);
    },
  );
}
