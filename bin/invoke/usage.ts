import { eventNames, functionNames } from './functions.ts';

/** What `--help` tells, with an example of each function. */
export function usage(): string {
  return `Usage: npm run invoke -- <function> <event> [options]

Runs a function of this checkout on this machine, with the settings and the rights that you give it. Its answer is printed
as JSON on stdout, its log on stderr. The event is a JSON file, - for standard input, JSON text, or the name of a shipped one.

  --local                 in the local AWS of \`npm run local -- start\`; where none runs, in one with examples/everything
                          deployed, that ends afterwards
  --inspect               waits for a debugger on 127.0.0.1:9229
  --deployment NAME       whose settings it takes (default: headroom)
  --function-name NAME    which of several deployed functions, e.g. of several keyspaces
  --region NAME, --profile NAME
                          the Region and the profile of your AWS configuration
  --yes                   does not ask before a message that is not a dry run
  --debug                 shows the stack of an error

Examples, and the events that are shipped:
${functionNames().map(example).join('\n')}`;
}

/** For those that no shipped event is for; the local AWS has none that writes test events. */
const withoutEvents: Readonly<Record<string, string>> = {
  'config-writer': 'event-of-cloudformation.json --local',
  'decision-widget': `'{"prefix":"checkout/"}' --local`,
  'test-event-writer': 'event-of-cloudformation.json',
};

function example(name: string): string {
  const events = eventNames(name);
  const command = `  npm run invoke -- ${name}`;
  if (events.length === 0) return `${command} ${withoutEvents[name] ?? '-'}`;
  return `${command} ${events.at(-1)} --local\n      ${events.join(', ')}`;
}
