import { awsCommand } from '../../model/aws-command.ts';
import { counted, have } from '../../model/counted.ts';
import { type Found, ok, trouble, warning } from '../../model/verdict.ts';

/** What an alarm does. */
export interface AlarmFacts {
  readonly name: string;
  /** Whether its actions are switched on. */
  readonly isEnabled: boolean;
  /** How many actions it has where it goes into ALARM. */
  readonly actions: number;
}

/** CloudFormation makes nothing anew that it believes is there. */
const drift = 'a deploy alone does not bring it back: take the scalable out, deploy, and put it in again';
const none = 'so it wakes no look when the load rises; a look still comes every five minutes';

/** The alarms that wake a scalable, by the names that its config has, as far as they are there. */
export function foundOfWaking(
  names: readonly string[],
  alarms: ReadonlyMap<string, AlarmFacts>,
  region: string | null,
): readonly Found[] {
  if (names.length === 0) return [ok('no alarm wakes it, and the schedule looks at it')];
  return names.map((name) => {
    const alarm = alarms.get(name);
    if (alarm === undefined) return trouble(`its alarm "${name}" is gone, ${none}; ${drift}`);
    if (!alarm.isEnabled)
      return trouble(`the actions of its alarm "${name}" are switched off, ${none}`, enable([name], region));
    if (alarm.actions === 0) return trouble(`its alarm "${name}" has no action, ${none}; ${drift}`);
    return ok(`its alarm "${name}" has an action`);
  });
}

/** The alarms on Headroom itself: whether somebody hears them. */
export function foundOfOwn(alarms: readonly AlarmFacts[], region: string | null): readonly Found[] {
  if (alarms.length === 0)
    return [
      trouble('none of the alarms on Headroom itself is there, so that nobody is told; detect the drift of its stack'),
    ];
  const off = alarms.filter(({ isEnabled }) => !isEnabled).map(({ name }) => name);
  const silent = alarms.filter(({ actions }) => actions === 0);
  const told = `of ${counted(alarms.length, 'alarm')} on Headroom itself`;
  return [
    ...(off.length === 0
      ? []
      : [
          trouble(
            `${off.length} ${told} ${have(off.length)} their actions switched off, so that nobody is told`,
            enable(off, region),
          ),
        ]),
    ...(silent.length === 0
      ? [ok(`each ${told} has an action`)]
      : [
          trouble(
            `${silent.length} ${told} ${have(silent.length)} no action, so that nobody is told when it fails; ${giveActions}`,
            'npx cdk deploy',
          ),
        ]),
  ];
}

/** What a config says of whom the alarms will tell, before anything is deployed. */
export function foundOfToldBefore(alarmActions: readonly string[]): readonly Found[] {
  if (alarmActions.length > 0) return [ok(`the alarms on Headroom itself will tell ${alarmActions.join(', ')}`)];
  return [warning(`the alarms on Headroom itself will tell nobody; ${giveActions}`)];
}

const giveActions = "give alarmActions, e.g. ['on-call'], an SNS topic";

function enable(names: readonly string[], region: string | null): string {
  return awsCommand(region, 'cloudwatch', 'enable-alarm-actions', '--alarm-names', ...names);
}
