import type { Construct } from 'constructs';
import { AlarmTopic } from './alarm-topic.ts';

/** The topic by which alarms, and rules, wake looks. */
export class WakeTopic extends AlarmTopic {
  constructor(scope: Construct, id: string, deploymentName: string) {
    super(scope, id, { displayName: `${deploymentName} alarms` }, ['cloudwatch', 'events']);
  }
}
