import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { CommandError } from './command-error.ts';
import type { DemoOptions } from './demo/run-demo.ts';
import { withExamples } from './examples.ts';
import { packageFolder } from './package-folder.ts';
import { withTraceHints } from './scaling/traces/trace-hints.ts';
import type { Session } from './session.ts';

const examples = [
  ['headroom demo', 'two to three minutes'],
  'headroom demo --trace traffic.csv --day 2026-11-27',
] as const;

/** `headroom demo`: deploys the example into a local AWS and replays a day of real demand against it. */
export function demo(session: Session): Command {
  const command = withExamples(new Command('demo'), examples)
    .description('see it work: a day of real demand against a real deployment in a local AWS')
    .option('--trace <file>', 'a CSV of times and values instead of the built-in day of airline departures')
    .option('--day <date>', 'the day of the trace to replay, e.g. 1998-06-30 (default: its busiest complete one)')
    .option('--json', 'print one JSON object');
  return withTraceHints(command).action((options: DemoOptions) => run(session, options));
}

async function run(session: Session, options: DemoOptions): Promise<void> {
  if (!existsSync(new URL('examples/web-tier/app.ts', packageFolder()))) {
    throw new CommandError(
      'the demo deploys an example that the package leaves out; clone the repository, then npm ci && npm run demo',
    );
  }
  // Only now: what it needs is not installed with the package.
  const { runDemo } = await import('./demo/run-demo.ts');
  await runDemo(session, options);
}
