import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { expect, it } from 'vitest';
import { AutoScalingGroupTarget, datadogReading, Headroom } from '../../../lib/index.ts';
import { anApp } from '../an-app.ts';
import { settings } from './a-target.ts';

it('a reading that Datadog tells may read its one secret, by the roles that read it', () => {
  const stack = new Stack(anApp(), 'Headroom', { env: { account: '111122223333', region: 'eu-central-1' } });
  const headroom = new Headroom(stack, 'Headroom', { local: false });
  const mine = datadogReading({ site: 'datadoghq.eu', keys: new Secret(stack, 'Keys') }, 'sum:x{*}.as_rate()');
  const policies = [{ kind: 'target-tracking', reading: 'mine', of: 'demand', target: 1 }] as const;
  headroom.scale('a', AutoScalingGroupTarget.fromName('a'), settings({ readings: { mine }, policies: [...policies] }));
  const statements = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement as { Action: unknown; Resource: unknown }[],
  );
  expect(statements.filter(({ Action }) => JSON.stringify(Action).includes('secretsmanager'))).toMatchObject([
    { Action: 'secretsmanager:GetSecretValue', Resource: { Ref: expect.stringMatching(/^Keys/) } },
  ]);
});
