import {
  type AlarmMuteRuleSummary,
  type CloudWatchClient,
  DeleteAlarmMuteRuleCommand,
  DescribeAlarmsCommand,
  GetAlarmMuteRuleCommand,
  ListAlarmMuteRulesCommand,
  PutAlarmMuteRuleCommand,
} from '@aws-sdk/client-cloudwatch';
import { type ActingAlarm, type MutedTime, mutedBy, scheduleOf } from '../../core/alerting/muting.ts';

type Client = Pick<CloudWatchClient, 'send'>;

/** Alarms whose names begin so, metric alarms and composite ones, with all that they do. */
export async function alarmsNamed(client: Client, prefix: string, abortSignal: AbortSignal): Promise<ActingAlarm[]> {
  const found: ActingAlarm[] = [];
  for (let token: string | undefined, first = true; first || token !== undefined; first = false) {
    const page = await client.send(
      new DescribeAlarmsCommand({
        AlarmNamePrefix: prefix,
        AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
        MaxRecords: 100,
        ...(token !== undefined && { NextToken: token }),
      }),
      { abortSignal },
    );
    for (const alarm of [...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? [])]) {
      const { AlarmName = '', AlarmActions = [], OKActions = [], InsufficientDataActions = [] } = alarm;
      found.push({ name: AlarmName, actions: [...AlarmActions, ...OKActions, ...InsufficientDataActions] });
    }
    token = page.NextToken;
  }
  return found;
}

/** A rule that mutes alarms of a service. */
export interface MuteRule {
  readonly name: string;
  readonly service: string;
  readonly untilMs: number | null;
  readonly alarms: readonly string[];
  readonly says: string | null;
}

interface Put {
  readonly name: string;
  readonly alarms: readonly string[];
  readonly time: MutedTime;
  readonly says: string;
}

/** Mutes alarms by name, at most a hundred, until a time. The same name writes over the rule that was there. */
export async function putMuteRule(client: Client, { name, alarms, time, says }: Put, abortSignal: AbortSignal) {
  const command = new PutAlarmMuteRuleCommand({
    Name: name,
    Description: says,
    Rule: { Schedule: scheduleOf(time) },
    MuteTargets: { AlarmNames: [...alarms] },
    ExpireDate: new Date(time.untilMs),
  });
  await client.send(command, { abortSignal });
}

/** Ends a rule before its time. Alarms that are in ALARM then call at once. */
export async function deleteMuteRule(client: Client, name: string, abortSignal: AbortSignal): Promise<void> {
  await client.send(new DeleteAlarmMuteRuleCommand({ AlarmMuteRuleName: name }), { abortSignal });
}

/** The rules of a deployment that mute, or soon will. */
export async function muteRulesOf(client: Client, deployment: string, abortSignal: AbortSignal): Promise<MuteRule[]> {
  const rules: MuteRule[] = [];
  for (const { AlarmMuteRuleArn = '' } of await listed(client, abortSignal)) {
    const name = AlarmMuteRuleArn.split(':alarm-mute-rule:').at(-1) ?? '';
    const service = mutedBy(deployment, name);
    if (service === null) continue;
    const rule = await client.send(new GetAlarmMuteRuleCommand({ AlarmMuteRuleName: name }), { abortSignal });
    rules.push({
      ...{ name, service, alarms: rule.MuteTargets?.AlarmNames ?? [] },
      ...{ untilMs: rule.ExpireDate?.getTime() ?? null, says: rule.Description ?? null },
    });
  }
  return rules;
}

async function listed(client: Client, abortSignal: AbortSignal): Promise<AlarmMuteRuleSummary[]> {
  const found: AlarmMuteRuleSummary[] = [];
  for (let token: string | undefined, first = true; first || token !== undefined; first = false) {
    const page = await client.send(
      new ListAlarmMuteRulesCommand({
        Statuses: ['ACTIVE', 'SCHEDULED'],
        ...(token !== undefined && { NextToken: token }),
      }),
      { abortSignal },
    );
    found.push(...(page.AlarmMuteRuleSummaries ?? []));
    token = page.NextToken;
  }
  return found;
}
