import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnWorkspace } from 'aws-cdk-lib/aws-aps';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { describe, expect, it } from 'vitest';
import { parseDeployment } from '../../../core/config.ts';
import type { SinkInput } from '../../../core/sinks/sink-kinds.ts';
import { datadogSink, declared, Headroom, prometheusSink } from '../../../lib/index.ts';
import { anApp, env } from '../an-app.ts';

const url = 'https://prometheus.example.com';
const secretArn = `arn:aws:secretsmanager:${env.region}:${env.account}:secret:token-Ab12Cd`;

function make(sinks: (stack: Stack) => readonly SinkInput[]) {
  const stack = new Stack(anApp(), 'Shared', { env });
  new Headroom(stack, 'Headroom', { sinks: sinks(stack) });
  return look(stack);
}

function look(stack: Stack) {
  const template = Template.fromStack(stack);
  const allocator = Object.values(template.findResources('AWS::Lambda::Function')).find(({ Properties }) =>
    String(Properties.FunctionName).endsWith('resource-allocator'),
  );
  const granted = Object.values(template.findResources('AWS::IAM::Policy'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as { Action: unknown; Resource: unknown }[])
    .filter(({ Action }) => /"(secretsmanager|aps):/.test(JSON.stringify(Action)));
  const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
    ({ Properties }) => Properties.AlarmName,
  );
  return { sinks: allocator?.Properties.Environment.Variables.HEADROOM_SINKS, granted, alarms };
}

describe('where numbers are sent', () => {
  it('is nowhere unless somebody says so', () => {
    const { sinks, granted, alarms } = make(() => []);
    expect([sinks, granted]).toEqual([undefined, []]);
    expect(alarms).not.toContain('headroom-sink-failures');
  });

  it('is told to the function, which may read that secret alone, and watched', () => {
    const { sinks, granted, alarms } = make((stack) => [
      prometheusSink(
        { url, token: Secret.fromSecretCompleteArn(stack, 'Token', secretArn) },
        { labels: { env: 'prod' } },
      ),
    ]);
    expect(JSON.parse(sinks)).toEqual([
      {
        ...{ kind: 'prometheus', url, path: null, labels: { env: 'prod' } },
        auth: { kind: 'bearer', secretArn, encryptionKeyArn: null, secretField: null },
      },
    ]);
    expect(granted).toMatchObject([{ Action: 'secretsmanager:GetSecretValue', Resource: secretArn }]);
    expect(alarms).toContain('headroom-sink-failures');
  });

  it('may be a workspace, which the function may write to and not read', () => {
    const { sinks, granted } = make((stack) => [prometheusSink({ workspace: new CfnWorkspace(stack, 'Workspace') })]);
    expect(granted).toMatchObject([{ Action: 'aps:RemoteWrite', Resource: { 'Fn::GetAtt': ['Workspace', 'Arn'] } }]);
    expect(JSON.stringify(sinks)).toContain('"Fn::GetAtt":["Workspace","PrometheusEndpoint"]');
  });

  it('may be Datadog, by its one key', () => {
    const { granted } = make((stack) => [
      datadogSink({ keys: Secret.fromSecretCompleteArn(stack, 'Keys', secretArn) }),
    ]);
    expect(granted).toMatchObject([{ Action: 'secretsmanager:GetSecretValue', Resource: secretArn }]);
  });

  it('is the same where a config file says it', () => {
    const stack = new Stack(anApp(), 'Shared', { env });
    const sinks = [{ kind: 'datadog', site: 'datadoghq.eu', secretArn }] as const;
    declared(stack, 'Headroom', parseDeployment({ scalables: {}, sinks }));
    expect(look(stack)).toEqual(
      make((own) => [
        datadogSink({ site: 'datadoghq.eu', keys: Secret.fromSecretCompleteArn(own, 'Keys', secretArn) }),
      ]),
    );
  });

  it('is refused where a secret would be read on the way', () => {
    const sink = { kind: 'prometheus', url: 'http://p.example.com', auth: { kind: 'basic', secretArn } } as const;
    expect(() => make(() => [sink])).toThrow(/use an https address/);
  });
});
