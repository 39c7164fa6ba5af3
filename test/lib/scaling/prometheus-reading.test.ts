import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnWorkspace } from 'aws-cdk-lib/aws-aps';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { describe, expect, it } from 'vitest';
import { AutoScalingGroupTarget, Headroom, prometheusReading, type ScaleProps } from '../../../lib/index.ts';
import { anApp } from '../an-app.ts';
import { settings } from './a-target.ts';

function make() {
  const stack = new Stack(anApp(), 'Headroom', { env: { account: '111122223333', region: 'eu-central-1' } });
  const headroom = new Headroom(stack, 'Headroom', { local: false });
  const scale = (reading: ReturnType<typeof prometheusReading>) => {
    const policies: ScaleProps['policies'] = [{ kind: 'target-tracking', reading: 'mine', of: 'demand', target: 1 }];
    const all = settings({ readings: { mine: reading }, policies });
    headroom.scale('a', AutoScalingGroupTarget.fromName('a'), all);
  };
  const granted = (service: string) => {
    const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    return policies
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as { Action: unknown; Resource: unknown }[])
      .filter(({ Action }) => JSON.stringify(Action).includes(`"${service}:`));
  };
  return { stack, scale, granted };
}

const url = 'https://prometheus.example.com';

describe('a reading that Prometheus tells', () => {
  it('may read its one secret, and use the key of it through Secrets Manager', () => {
    const { stack, scale, granted } = make();
    const encryptionKey = new Key(stack, 'Key');
    const token = new Secret(stack, 'Token', { encryptionKey });
    scale(prometheusReading({ url, token }, 'sum(rate(requests_total[1m]))', { unit: 'per second' }));
    expect(granted('secretsmanager')).toMatchObject([
      { Action: 'secretsmanager:GetSecretValue', Resource: { Ref: expect.stringMatching(/^Token/) } },
    ]);
    expect(granted('kms')).toContainEqual(
      expect.objectContaining({
        Action: 'kms:Decrypt',
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
        Condition: { StringEquals: { 'kms:ViaService': expect.anything() } },
      }),
    );
  });

  it('may query its one workspace', () => {
    const { stack, scale, granted } = make();
    const workspace = new CfnWorkspace(stack, 'Workspace');
    scale(prometheusReading({ workspace }, 'sum(rate(requests_total[1m]))'));
    expect(granted('aps')).toMatchObject([
      { Action: 'aps:QueryMetrics', Resource: { 'Fn::GetAtt': ['Workspace', 'Arn'] } },
    ]);
  });

  it('asks for nothing where the server asks nobody who they are', () => {
    const { scale, granted } = make();
    scale(prometheusReading({ url: 'http://prometheus.example.com' }, 'up'));
    expect([...granted('aps'), ...granted('secretsmanager')]).toEqual([]);
  });

  it('is refused where a secret would be granted with others, would be read on the way, or who is asked is not clear', () => {
    const { stack, scale } = make();
    const token = new Secret(stack, 'Token');
    const piece = Secret.fromSecretNameV2(stack, 'Piece', 'token');
    const workspace = new CfnWorkspace(stack, 'Workspace');
    expect(() => prometheusReading({ url, token: piece }, 'up')).toThrow(/^secret: .*fromSecretCompleteArn/);
    expect(() => scale(prometheusReading({ url: 'http://p.example.com', token }, 'up'))).toThrow(
      /^scalables\["a"\]\.url: .*use an https address/,
    );
    for (const server of [{}, { url, workspace }, { workspace, token }, { url, token, credentials: token }])
      expect(() => prometheusReading(server, 'up')).toThrow(/^server: is not one server/);
  });
});
