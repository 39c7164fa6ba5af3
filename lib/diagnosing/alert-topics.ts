import { CfnOutput } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Severity } from '../../core/alerting/burn-rates.ts';
import { AlarmTopic } from '../deployment/alarm-topic.ts';

const says: Readonly<Record<Severity, string>> = {
  page: 'what a service promises is in danger now',
  ticket: 'what a service promises will be broken at this rate',
};

/** Where the alarms on what services promise go, by severity. People subscribe whom they are to call. */
export class AlertTopics extends Construct {
  readonly topics: Readonly<Record<Severity, ITopic>>;

  constructor(scope: Construct, id: string, deploymentName: string) {
    super(scope, id);
    this.topics = { page: this.topic('page', deploymentName), ticket: this.topic('ticket', deploymentName) };
  }

  private topic(severity: Severity, deploymentName: string): ITopic {
    const topicName = `${deploymentName}-${severity}`;
    const topic = new AlarmTopic(this, severity, { topicName, displayName: `${deploymentName}: ${says[severity]}` });
    new CfnOutput(this, `${severity}TopicArn`, { value: topic.topicArn, exportName: `${topicName}-topic` });
    return topic;
  }
}
