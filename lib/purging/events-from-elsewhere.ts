import { Duration, Stack } from 'aws-cdk-lib';
import { EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as EventBusTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct, type IConstruct } from 'constructs';
import { ownService } from '../deployment/invoking-role.ts';

interface EventsFromElsewhereProps {
  readonly purge: string;
  /** What is in the Region that the events are sent to. */
  readonly to: IConstruct;
  readonly patterns: readonly EventPattern[];
}

/**
 * Sends events of one Region to the default bus of Headroom's: a rule reaches a queue of its own Region alone, and a bus of any.
 * What cannot be sent in a day waits in a queue beside the rule. What comes keeps its source and its detail.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
 */
export class EventsFromElsewhere extends Construct {
  constructor(scope: Construct, id: string, { purge, to, patterns }: EventsFromElsewhereProps) {
    super(scope, id);
    const eventBusArn = Stack.of(to).formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' });
    const bus = EventBus.fromEventBusArn(this, 'Bus', eventBusArn);
    const put = new PolicyStatement({ actions: ['events:PutEvents'], resources: [eventBusArn] });
    const role = new Role(this, 'Role', {
      assumedBy: ownService(this, 'events'),
      description: `Sends what changes behind ${purge} to ${Stack.of(to).region}`,
      inlinePolicies: { put: new PolicyDocument({ statements: [put] }) },
    });
    const deadLetterQueue = new Queue(this, 'DeadLetters', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    const target = new EventBusTarget(bus, { role: role.withoutPolicyUpdates(), deadLetterQueue });
    for (const [index, eventPattern] of patterns.entries()) {
      new Rule(this, `Rule${index}`, { description: `What changes behind ${purge}`, eventPattern, targets: [target] });
    }
  }
}
