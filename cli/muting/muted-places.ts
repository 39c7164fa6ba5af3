import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { type Command, Option } from 'commander';
import type { Alertmanager } from '../../adapters/alerting/alertmanager.ts';
import { alarmsNamed } from '../../adapters/alerting/mute-rules.ts';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { type Mutable, mutableAlarms } from '../../core/alerting/muting.ts';
import { objectiveAlarms } from '../../core/diagnosing/config/objective-alarms.ts';
import { CommandError } from '../command-error.ts';
import { clientSettings, exportsAt, type Where } from '../connect.ts';
import type { Session } from '../session.ts';

/** Where alerts are muted. */
export interface MuteOptions extends Where {
  readonly cloudwatch: boolean;
  readonly alertmanager?: string;
}

export function withPlaces(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--alertmanager <url>',
        'an Alertmanager that the alerts of `headroom rules` reach; ALERTMANAGER_TOKEN is its bearer token, where it wants one',
      ).env('ALERTMANAGER_URL'),
    )
    .option('--no-cloudwatch', 'that Alertmanager alone');
}

/** What would be muted, and where. */
export interface Muted {
  readonly cloudWatch: CloudWatchClient | null;
  readonly alertmanager: Alertmanager | null;
  readonly alarms: readonly string[];
  readonly kept: Mutable['kept'];
}

/** The places that are meant. Throws `CommandError` where there is none. */
export async function placesOf(
  { env }: Session,
  options: MuteOptions,
): Promise<Pick<Muted, 'cloudWatch' | 'alertmanager'>> {
  const { alertmanager: url, cloudwatch } = options;
  if (url !== undefined && !URL.canParse(url))
    throw new CommandError(`--alertmanager: "${url}" is not an address; write http://127.0.0.1:9093`);
  if (url === undefined && !cloudwatch)
    throw new CommandError('--no-cloudwatch leaves nothing to mute; give --alertmanager <url>');
  const settings = cloudwatch ? await clientSettings(options) : null;
  return {
    cloudWatch: settings === null ? null : new CloudWatchClient({ ...readingClient, ...settings }),
    alertmanager: url === undefined ? null : { url, token: env.ALERTMANAGER_TOKEN ?? null },
  };
}

/** The alarms of a service that may be muted, and where. Throws `CommandError` where there is nothing to mute. */
export async function mutedPlaces(session: Session, service: string, options: MuteOptions): Promise<Muted> {
  const places = await placesOf(session, options);
  if (places.cloudWatch === null) return { ...places, alarms: [], kept: [] };
  const prefix = objectiveAlarms(options.deployment);
  const all = await alarmsNamed(places.cloudWatch, prefix, session.signal);
  const serviceOf = (name: string) => name.slice(prefix.length).split(':', 1)[0] ?? '';
  const own = all.filter(({ name }) => serviceOf(name) === service);
  const { mute, kept } = mutableAlarms(own, await wakingTopics(options));
  if (mute.length === 0 && places.alertmanager === null)
    throw nothing(
      service,
      prefix,
      own.length,
      all.map(({ name }) => serviceOf(name)),
    );
  return { ...places, alarms: mute, kept };
}

/** The topics by which alarms wake looks: all that a deployment exports but those that call people. */
async function wakingTopics(options: Where): Promise<readonly string[]> {
  const { deployment } = options;
  const people = ['page', 'ticket'].map((severity) => `${deployment}-${severity}-topic`);
  const exported = [...(await exportsAt(options))];
  return exported
    .filter(([name]) => name.startsWith(`${deployment}-`) && name.endsWith('topic') && !people.includes(name))
    .map(([, arn]) => arn);
}

function nothing(service: string, prefix: string, found: number, services: readonly string[]): CommandError {
  if (found > 0) return new CommandError(`no alarm of "${service}" may be muted, and nothing was changed`);
  const known = [...new Set(services)].sort().join(', ');
  const next =
    known === ''
      ? 'give a service an objective, and deploy it'
      : `alarms are there of ${known}; or give --alertmanager`;
  return new CommandError(`no alarm is called ${prefix}${service}; ${next}`);
}
