import { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { withWhere } from '../connect.ts';
import { withExamples } from '../examples.ts';
import { type Session, say, sayJson } from '../session.ts';
import { typedCommand } from '../typed-command.ts';
import { visible } from '../visible.ts';
import { mutedInForce } from './in-force.ts';
import { type MuteOptions, placesOf, withPlaces } from './muted-places.ts';

interface Options extends MuteOptions {
  readonly json?: true;
  readonly dryRun?: true;
}

const examples = ['headroom unmute checkout', 'headroom unmute checkout --dry-run'] as const;

/** `headroom unmute <service>`: its alarms call again, before their time. */
export function unmute(session: Session): Command {
  const command = withExamples(new Command('unmute'), examples)
    .description('have muted alarms of a service call again, before their time; those in ALARM call at once')
    .argument('<service>', 'one that is muted')
    .option('--dry-run', 'say what would be ended, and change nothing')
    .option('--json', 'print one JSON object');
  return withWhere(withPlaces(command)).action((service: string, options: Options) => run(session, service, options));
}

async function run(session: Session, service: string, options: Options): Promise<void> {
  const places = await placesOf(session, options);
  const all = await mutedInForce(places, options.deployment, session.signal);
  const own = all.filter((one) => one.service === service);
  if (own.length === 0)
    throw new CommandError(`nothing of "${service}" is muted; ${typedCommand('mutes', options)} lists what is`);
  if (!options.dryRun) for (const one of own) await one.end();
  const ended = own.map(({ name }) => name);
  if (options.json) return sayJson(session, { service, ended, dryRun: options.dryRun === true });
  const done = options.dryRun ? 'a dry run: would end' : `${service}: ended`;
  say(session, visible(`${done} ${ended.join(', ')}; what is in ALARM calls at once`));
}
