import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { type DeploymentSettings, networkSaid } from '../../core/deployment-settings.ts';
import type { HeadroomProps } from './headroom-props.ts';
import { networkNamed, peerNamed } from './network-named.ts';

const removal = { retain: RemovalPolicy.RETAIN, destroy: RemovalPolicy.DESTROY } as const;

/** What a config file says of the deployment itself, as the construct takes it. */
export function propsOf(scope: Construct, settings: DeploymentSettings): HeadroomProps {
  const { alarmActions, runbooks, removalPolicy, encryptionKeyArn, logRetentionDays, purgeWindowSeconds } = settings;
  const { dashboard, grantBy, contentFrom, testEvents } = settings;
  return {
    ...(alarmActions && { alarmActions: alarmActions.map((topic, index) => actionOf(scope, topic, index)) }),
    ...(runbooks !== undefined && { runbooks }),
    ...(removalPolicy && { removalPolicy: removal[removalPolicy] }),
    ...(encryptionKeyArn !== undefined && { encryptionKey: Key.fromKeyArn(scope, 'TableKey', encryptionKeyArn) }),
    // `RetentionDays` is the number of days.
    ...(logRetentionDays !== undefined && { logRetention: logRetentionDays }),
    ...(dashboard !== undefined && { dashboard }),
    ...(grantBy && { grantBy }),
    ...(contentFrom && { contentFrom }),
    ...(testEvents !== undefined && { testEvents }),
    ...(settings.network && networkIn(scope, settings.network)),
    ...(purgeWindowSeconds !== undefined && { purgeWindow: Duration.seconds(purgeWindowSeconds) }),
  };
}

function networkIn(scope: Construct, network: NonNullable<DeploymentSettings['network']>): HeadroomProps {
  const { s3Peer, ...names } = networkSaid(network);
  return { ...networkNamed(scope, names), ...(s3Peer !== null && { s3Peer: peerNamed(s3Peer) }) };
}

function actionOf(scope: Construct, topic: string, index: number): SnsAction {
  const arn = topic.startsWith('arn:') ? topic : Stack.of(scope).formatArn({ service: 'sns', resource: topic });
  return new SnsAction(Topic.fromTopicArn(scope, `AlarmTopic${index}`, arn));
}
