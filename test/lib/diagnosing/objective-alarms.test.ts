import type { Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import type { ServiceInput } from '../../../core/diagnosing/config/watched-service.ts';
import { aServiceInput } from '../../core/diagnosing/watched.ts';
import { aHeadroom, resources } from '../an-app.ts';

type Objective = NonNullable<ServiceInput['objective']>;
interface Metric {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: {
    readonly Metric: { readonly MetricName: string };
    readonly Period: number;
    readonly Stat: string;
  };
}

function promised(objective: Objective, over: Partial<ServiceInput> = {}) {
  const made = aHeadroom();
  made.headroom.watch('checkout', { ...aServiceInput, ...over, objective });
  return made;
}

const named = (stack: Stack, type: string, name: string) =>
  resources(stack, type)
    .map(({ Properties }) => Properties)
    .filter(({ AlarmName }) => String(AlarmName).startsWith(name));
const windows = (stack: Stack, which = '') =>
  named(stack, 'AWS::CloudWatch::Alarm', `headroom-window/checkout:${which}`);
/** The windows that watch a budget, and not whether anybody serves. */
const burning = (stack: Stack) => windows(stack).filter(({ Metrics }) => Metrics !== undefined);
const composites = (stack: Stack, name = 'headroom-objective/checkout') =>
  named(stack, 'AWS::CloudWatch::CompositeAlarm', name);
const metricsOf = ({ Metrics }: Readonly<Record<string, unknown>>) => Metrics as readonly Metric[];
const expressionOf = (alarm: Readonly<Record<string, unknown>>) =>
  metricsOf(alarm).find(({ Expression }) => Expression !== undefined)?.Expression;

describe('an objective of availability', () => {
  const { stack } = promised({ availability: 99.9, runbook: 'https://wiki.example.com/checkout' });

  it('is watched over the windows of the SRE workbook, each the period of its alarms', () => {
    const periods = burning(stack).map((alarm) => {
      const [period] = metricsOf(alarm).flatMap(({ MetricStat }) => MetricStat?.Period ?? []);
      return `${alarm.Threshold} over ${period}`;
    });
    expect([...new Set(periods)].sort()).toEqual(
      ['1 over 21600', '1 over 259200', '14.4 over 300', '14.4 over 3600', '6 over 1800', '6 over 21600'].sort(),
    );
  });

  it('is watched whichever of what fails is told, since nothing is filled in', () => {
    const told = windows(stack, 'page-1h').map((alarm) =>
      metricsOf(alarm).flatMap(({ MetricStat }) => MetricStat?.Metric.MetricName ?? []),
    );
    expect(told).toEqual([
      ['HTTPCode_Target_5XX_Count', 'RequestCount'],
      ['HTTPCode_ELB_5XX_Count', 'RequestCount'],
      ['HTTPCode_Target_5XX_Count', 'HTTPCode_ELB_5XX_Count', 'RequestCount'],
    ]);
  });

  it('asks for five bad requests over the long window, and divides by what may fail', () => {
    expect(windows(stack, 'page-1h').map(expressionOf)).toContain('IF((b0 + b1) >= 5, ((b0 + b1)) / (t0) / 0.001, 0)');
    expect(windows(stack, 'page-5m').map(expressionOf)).toContain('((b0 + b1)) / (t0) / 0.001');
  });

  it('calls by severity, made of both windows of a rate; a window by itself calls nobody', () => {
    const [page, ticket, ...others] = composites(stack);
    expect(others).toEqual([]);
    expect([page?.AlarmActions, ticket?.AlarmActions]).toEqual([
      [{ Ref: expect.stringContaining('page') }],
      [{ Ref: expect.stringContaining('ticket') }],
    ]);
    for (const alarm of burning(stack)) expect(alarm).toMatchObject({ TreatMissingData: 'notBreaching' });
    for (const alarm of windows(stack)) expect(alarm.AlarmActions).toBeUndefined();
    expect(ruleOf(page)).toMatch(
      /^\(\(\(A( OR A){2}\) AND \(A( OR A){2}\)\) OR \(\(A( OR A){2}\) AND \(A( OR A){2}\)\) OR \(A AND A\)\)$/,
    );
    expect(ruleOf(ticket)).toMatch(/^\(?\(\(A( OR A){2}\) AND \(A( OR A){2}\)\)\)?$/);
  });

  it('pages where all that is known of the requests is that the load balancer refuses them, since a share of none is not a point', () => {
    expect(windows(stack, 'page-refused')).toMatchObject([
      {
        ...{ MetricName: 'HTTPCode_ELB_5XX_Count', Statistic: 'Sum', Period: 300 },
        Dimensions: [{ Name: 'LoadBalancer', Value: 'app/shop/50dc6c495c0c9188' }],
        ...{ Threshold: 5, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching' },
      },
    ]);
    expect(windows(stack, 'page-unserved')).toMatchObject([
      {
        ...{ MetricName: 'RequestCount', Statistic: 'SampleCount', Period: 60, EvaluationPeriods: 5 },
        ...{ Threshold: 0, ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' },
      },
    ]);
  });

  it('is of what targets fail alone where other groups are behind the same load balancer', () => {
    const [first, ...others] = aServiceInput.tiers.web?.of ?? [];
    const alb = { ...(first as { kind: 'alb'; loadBalancer: string; targetGroup: string }), shared: true };
    const web = { ...aServiceInput.tiers.web, of: [alb, ...others] };
    const shared = promised({ availability: 99.9 }, { tiers: { ...aServiceInput.tiers, web } }).stack;
    expect(JSON.stringify(windows(shared))).not.toContain('HTTPCode_ELB');
    expect(JSON.stringify(windows(shared))).toContain('TargetConnectionErrorCount');
    expect(windows(shared, 'page-refused')).toEqual([]);
  });

  it('pages where what is always told has been silent for twenty minutes, and at nothing else', () => {
    expect(named(stack, 'AWS::CloudWatch::Alarm', 'headroom-objective/checkout:silent')).toMatchObject([
      {
        MetricName: 'ConsumedLCUs',
        Statistic: 'SampleCount',
        ...{ Threshold: 0, ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' },
        ...{ Period: 300, EvaluationPeriods: 4 },
        AlarmActions: [{ Ref: expect.stringContaining('page') }],
      },
    ]);
  });

  it('says in its text what burns, where its own page is, and the runbook', () => {
    const [page] = composites(stack);
    const text = JSON.stringify(page?.AlarmDescription);
    expect(text).toContain(
      'checkout uses up the budget of its objective (99.9 % succeed) 14.4 times as fast as it may over 1h and 5m, or 6',
    );
    expect(text).toContain('Your own page: https://wiki.example.com/checkout.');
    expect(text).toMatch(/Runbook: .*objective-page\.md/);
  });

  it('has one topic for each severity, which alarms of this account alone may publish to', () => {
    const topics = resources(stack, 'AWS::SNS::Topic').map(({ Properties }) => Properties.TopicName);
    expect(topics).toEqual(expect.arrayContaining(['headroom-page', 'headroom-ticket']));
    const policies = resources(stack, 'AWS::SNS::TopicPolicy').map(({ Properties }) => JSON.stringify(Properties));
    for (const severity of ['page', 'ticket'])
      expect(policies.find((one) => one.includes(`Alerts${severity}`))).toMatch(
        /aws:SourceAccount":"111122223333".*Service":"cloudwatch\.amazonaws\.com/,
      );
  });
});

describe('what runs out', () => {
  const ticket = (objective: Partial<Objective>) =>
    named(
      promised({ availability: 99.9, ...objective } as Objective).stack,
      'AWS::CloudWatch::Alarm',
      'headroom-objective/checkout:saturation',
    );

  it('is a ticket days ahead, for as long as it is foreseen and not where nobody knows', () => {
    expect(ticket({})).toMatchObject([
      {
        ...{ Namespace: 'Headroom', MetricName: 'HoursUntilSaturation', Period: 3600, EvaluationPeriods: 7 },
        Dimensions: [
          { Name: 'deployment', Value: 'headroom' },
          { Name: 'service', Value: 'checkout' },
        ],
        ...{ Threshold: 72, ComparisonOperator: 'LessThanOrEqualToThreshold', TreatMissingData: 'missing' },
        AlarmActions: [{ Ref: expect.stringContaining('ticket') }],
      },
    ]);
    expect(ticket({ saturationAheadDays: 14 })).toMatchObject([{ Threshold: 336 }]);
  });

  it('is watched for nobody who does not want to know', () => {
    expect(ticket({ saturationAheadDays: null })).toEqual([]);
  });
});

describe('an objective of latency', () => {
  it('counts the samples of a time, and those above the limit in the unit of the metric', () => {
    const { stack } = promised({ latency: { p99Ms: 300 } });
    const [hour, ...others] = windows(stack, 'page-1h');
    expect(others).toEqual([]);
    expect(metricsOf(hour ?? {}).flatMap(({ MetricStat }) => MetricStat?.Stat ?? [])).toEqual([
      'TC(0.3:)',
      'SampleCount',
    ]);
    const worker: Partial<ServiceInput> = {
      tiers: { worker: { of: [{ kind: 'lambda-function', function: 'mail' }] } },
    };
    const [ofLambda] = windows(promised({ latency: { p99Ms: 300 } }, worker).stack, 'page-1h');
    expect(metricsOf(ofLambda ?? {})[1]?.MetricStat?.Stat).toBe('TC(300:)');
  });
});

describe('objectives that hang on others', () => {
  const watchAll = (order: readonly string[]) => {
    const { app, stack, headroom } = aHeadroom();
    const needs: Readonly<Record<string, readonly string[]>> = { checkout: ['pay', 'stock'], pay: ['bank'] };
    for (const service of order)
      headroom.watch(service, {
        ...aServiceInput,
        objective: { availability: 99, needs: [...(needs[service] ?? [])] },
      });
    return { app, stack };
  };

  it.each([[['bank', 'stock', 'pay', 'checkout']], [['checkout', 'pay', 'stock', 'bank']]])(
    'call nobody while one of those burns, watched in the order %j',
    (order) => {
      const { stack } = watchAll(order);
      const of = (service: string) => composites(stack, `headroom-objective/${service}:page`)[0];
      expect(JSON.stringify(of('pay')?.ActionsSuppressor)).toContain('servicesbankObjectiveBudgetpage');
      expect(JSON.stringify(of('checkout')?.ActionsSuppressor)).toContain('servicescheckoutObjectiveBudgetneededpage');
      expect(of('checkout')).toMatchObject({ ActionsSuppressorWaitPeriod: 120, ActionsSuppressorExtensionPeriod: 600 });
      expect(of('bank')?.ActionsSuppressor).toBeUndefined();
      const [needed] = composites(stack, 'headroom-window/checkout:needed-page');
      expect(ruleOf(needed)).toMatch(/^\(?A OR A\)?$/);
      expect(needed?.AlarmActions).toBeUndefined();
    },
  );

  it('are never silenced where nothing is known of them', () => {
    for (const alarm of resources(watchAll(['bank', 'pay']).stack, 'AWS::CloudWatch::Alarm'))
      expect(alarm.Properties.ActionsSuppressor).toBeUndefined();
  });

  it('are refused where they name a stranger, or each other', () => {
    const { app } = watchAll(['checkout', 'pay', 'stock']);
    expect(() => app.synth()).toThrow(
      /services\["pay"\]\.objective\.needs.*"bank" is not a watched service with an objective/,
    );
  });
});

/** A rule with an A for each alarm. */
function ruleOf(alarm: Readonly<Record<string, unknown>> | undefined): string {
  const { 'Fn::Join': [, parts] = ['', []] } = (alarm?.AlarmRule ?? {}) as { 'Fn::Join'?: [string, unknown[]] };
  const text = parts.map((part) => (typeof part === 'string' ? part : 'arn')).join('');
  return text.replaceAll('ALARM("arn")', 'A');
}
