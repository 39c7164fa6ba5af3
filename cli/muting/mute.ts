import { Command } from 'commander';
import { putSilence } from '../../adapters/alerting/alertmanager.ts';
import { putMuteRule } from '../../adapters/alerting/mute-rules.ts';
import { checkNote } from '../../adapters/table/override-fields.ts';
import { type MutedTime, mutedTime, rulesFor } from '../../core/alerting/muting.ts';
import { counted } from '../../core/model/counted.ts';
import { isoText, utcText } from '../../core/time/utc-text.ts';
import { callerArn } from '../caller.ts';
import { withWhere } from '../connect.ts';
import { parseDuration, tellDuration } from '../duration.ts';
import { withExamples } from '../examples.ts';
import { note, type Session, say, sayJson } from '../session.ts';
import { typedCommand } from '../typed-command.ts';
import { visible } from '../visible.ts';
import { type Muted, type MuteOptions, mutedPlaces, withPlaces } from './muted-places.ts';

interface Options extends MuteOptions {
  readonly for: string;
  readonly reason?: string;
  readonly json?: true;
  readonly dryRun?: true;
}

const examples = [
  'headroom mute checkout --for 2h --reason "moving the database"',
  'headroom mute checkout --for 2h --alertmanager http://127.0.0.1:9093 --no-cloudwatch',
  ['headroom mutes', 'what is muted'],
  ['headroom unmute checkout', 'before its time'],
] as const;

const before = `It ends by itself. The alarms that wake Headroom are never muted, so that it goes on scaling.`;

/** `headroom mute <service>`: for a while, the alarms on what a service promises call nobody. */
export function mute(session: Session): Command {
  const command = withExamples(new Command('mute'), examples, { before })
    .description('for a while, have the alarms on what a service promises call nobody')
    .argument('<service>', 'one whose objective is watched')
    .requiredOption('--for <duration>', 'how long, e.g. 30m, 2h or 1d; 15d at most')
    .option('--reason <text>', 'why, for those who read it later')
    .option('--dry-run', 'say what would be muted, and change nothing')
    .option('--json', 'print one JSON object');
  return withWhere(withPlaces(command)).action((service: string, options: Options) => run(session, service, options));
}

async function run(session: Session, service: string, options: Options): Promise<void> {
  checkNote(options.reason ?? null, '--reason');
  const time = mutedTime(session.nowMs(), parseDuration('--for', options.for));
  const places = await mutedPlaces(session, service, options);
  for (const { name, because } of places.kept) note(session, visible(`${name} is not muted: ${because}`));
  if (!options.dryRun) await muteAll(session, { service, time, places, options });
  tell(session, { service, time, places, options });
}

interface Muting {
  readonly service: string;
  readonly time: MutedTime;
  readonly places: Muted;
  readonly options: Options;
}

async function muteAll(session: Session, { service, time, places, options }: Muting): Promise<void> {
  const by = places.cloudWatch === null ? null : await callerArn(session, options);
  const says = [options.reason ?? 'no reason given', ...(by === null ? [] : [`by ${by}`])].join(', ');
  const { cloudWatch, alertmanager } = places;
  if (cloudWatch !== null)
    for (const { name, alarms } of rulesFor(options.deployment, service, places.alarms))
      await putMuteRule(cloudWatch, { name, alarms, time, says }, session.signal);
  // Alertmanager begins at once.
  if (alertmanager !== null)
    await putSilence(alertmanager, { service, time: { ...time, fromMs: session.nowMs() }, says }, session.signal);
}

function tell(session: Session, muting: Muting): void {
  const { service, time, places, options } = muting;
  if (options.json) {
    const { alarms, kept, alertmanager } = places;
    const [from, until] = [isoText(time.fromMs), isoText(time.untilMs)];
    const dryRun = options.dryRun === true;
    sayJson(session, { service, from, until, alarms, kept, alertmanager: alertmanager?.url ?? null, dryRun });
    return;
  }
  const lasts = `for ${tellDuration(time.untilMs - time.fromMs)}, until ${utcText(time.untilMs)}`;
  const what = whatOf(places);
  say(
    session,
    visible(
      options.dryRun ? `a dry run: ${what} would call nobody ${lasts}` : `${service}: ${what} call nobody ${lasts}`,
    ),
  );
  say(session, visible(`services that need ${service} (objective.needs) call nobody either while its budget burns`));
  if (!options.dryRun) say(session, visible(`before its time: ${typedCommand(`unmute ${service}`, options)}`));
}

function whatOf({ alarms, alertmanager }: Muted): string {
  return [
    ...(alarms.length > 0 ? [`${counted(alarms.length, 'alarm')} of CloudWatch`] : []),
    ...(alertmanager === null ? [] : [`its alerts in ${alertmanager.url}`]),
  ].join(' and ');
}
