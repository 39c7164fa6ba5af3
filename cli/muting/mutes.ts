import { Command } from 'commander';
import { isoText, utcText } from '../../core/time/utc-text.ts';
import { withWhere } from '../connect.ts';
import { tellDuration } from '../duration.ts';
import { withExamples } from '../examples.ts';
import { type Session, say, sayJson } from '../session.ts';
import { typedCommand } from '../typed-command.ts';
import { visible } from '../visible.ts';
import { type InForce, mutedInForce } from './in-force.ts';
import { type MuteOptions, placesOf, withPlaces } from './muted-places.ts';

interface Options extends MuteOptions {
  readonly json?: true;
}

const examples = ['headroom mutes', 'headroom mutes --alertmanager http://127.0.0.1:9093 --json'] as const;

/** `headroom mutes`: what is muted, until when, and why. */
export function mutes(session: Session): Command {
  const command = withExamples(new Command('mutes'), examples)
    .description('list what is muted, until when, and why')
    .option('--json', 'print one JSON object');
  return withWhere(withPlaces(command)).action((options: Options) => run(session, options));
}

async function run(session: Session, options: Options): Promise<void> {
  const all = await mutedInForce(await placesOf(session, options), options.deployment, session.signal);
  if (options.json) {
    const muted = all.map(({ service, name, alarms, untilMs, says }) => {
      return { service, name, alarms, until: untilMs === null ? null : isoText(untilMs), says };
    });
    return sayJson(session, { muted });
  }
  if (all.length === 0) return say(session, 'nothing is muted');
  for (const one of all) say(session, visible(lineOf(one, session.nowMs(), options)));
}

function lineOf({ service, what, untilMs, says }: InForce, nowMs: number, where: Options): string {
  const lasts =
    untilMs === null
      ? `without an end; ${typedCommand(`unmute ${service}`, where)} ends it`
      : `for ${tellDuration(untilMs - nowMs)}, until ${utcText(untilMs)}`;
  return `${service}: ${what} ${lasts}${says === null ? '' : ` (${says})`}`;
}
