import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { alarmsNamed, deleteMuteRule, muteRulesOf, putMuteRule } from '../../../adapters/alerting/mute-rules.ts';
import { FakeAws } from '../fake-aws.ts';

const arn = 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm-mute-rule';
const time = { fromMs: Date.UTC(2026, 10, 29, 14), untilMs: Date.UTC(2026, 10, 29, 16) };
const { signal } = new AbortController();

/** Rules as CloudWatch keeps them; it refuses what its page says that it refuses. */
function aCloudWatch() {
  const rules = new Map<string, { MuteTargets: { AlarmNames: string[] } }>();
  return new FakeAws<CloudWatchClient>({
    PutAlarmMuteRule: (input: { Name: string; MuteTargets: { AlarmNames: string[] } }) => {
      if (input.MuteTargets.AlarmNames.length > 100) throw new Error('ValidationError: at most 100');
      rules.set(input.Name, input);
      return {};
    },
    GetAlarmMuteRule: ({ AlarmMuteRuleName }: { AlarmMuteRuleName: string }) => rules.get(AlarmMuteRuleName) ?? {},
    DeleteAlarmMuteRule: ({ AlarmMuteRuleName }: { AlarmMuteRuleName: string }) => {
      rules.delete(AlarmMuteRuleName);
      return {};
    },
    ListAlarmMuteRules: ({ NextToken }: { NextToken?: string }) => {
      const names = ['somebody-elses', ...rules.keys()];
      const at = Number(NextToken ?? 0);
      const AlarmMuteRuleSummaries = names.slice(at, at + 1).map((name) => ({ AlarmMuteRuleArn: `${arn}:${name}` }));
      return { AlarmMuteRuleSummaries, ...(at + 1 < names.length && { NextToken: String(at + 1) }) };
    },
    DescribeAlarms: ({ NextToken }: { NextToken?: string }) =>
      NextToken === undefined
        ? { MetricAlarms: [{ AlarmName: 'silent', AlarmActions: ['a'], OKActions: ['b'] }], NextToken: 'more' }
        : { CompositeAlarms: [{ AlarmName: 'page', InsufficientDataActions: ['c'] }] },
  });
}

describe('rules that mute alarms', () => {
  it('are of alarms by name, once, with an end', async () => {
    const aws = aCloudWatch();
    const rule = { name: 'headroom-mute-checkout', alarms: ['page', 'silent'], time, says: 'moving the database' };
    await putMuteRule(aws.client, rule, signal);
    expect(aws.calls).toEqual([
      {
        action: 'PutAlarmMuteRule',
        input: {
          Name: 'headroom-mute-checkout',
          Description: 'moving the database',
          Rule: { Schedule: { Expression: 'at(2026-11-29T14:00)', Duration: 'PT2H', Timezone: 'UTC' } },
          MuteTargets: { AlarmNames: ['page', 'silent'] },
          ExpireDate: new Date(time.untilMs),
        },
      },
    ]);
    expect(await muteRulesOf(aws.client, 'headroom', signal)).toEqual([
      { ...{ name: rule.name, service: 'checkout', alarms: rule.alarms }, untilMs: time.untilMs, says: rule.says },
    ]);
    await deleteMuteRule(aws.client, rule.name, signal);
    expect(await muteRulesOf(aws.client, 'headroom', signal)).toEqual([]);
  });

  it('know all that an alarm does, in whatever state, of metric alarms and composite ones', async () => {
    const aws = aCloudWatch();
    expect(await alarmsNamed(aws.client, 'headroom-objective/', signal)).toEqual([
      { name: 'silent', actions: ['a', 'b'] },
      { name: 'page', actions: ['c'] },
    ]);
    expect(aws.calls[0]?.input).toMatchObject({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] });
  });
});
