import { awsCommand } from '../model/aws-command.ts';
import { type Found, ok, trouble } from '../model/verdict.ts';

/** A topic by which alarms call people. */
export interface TopicFacts {
  readonly topicArn: string;
  /** Who hears it. */
  readonly confirmed: number;
  /** Who was asked whether they want to, and has not answered. */
  readonly pending: number;
}

/** Whether anybody hears what is sent to a topic: an alarm has an action all the same, and SNS tells nobody that nobody did. */
export function foundOfTopic({ topicArn, confirmed, pending }: TopicFacts, region: string | null): Found {
  const name = topicArn.split(':').at(-1) ?? topicArn;
  if (confirmed > 0) return ok(`${confirmed} of those who subscribe to the topic "${name}" hear it`);
  const asked =
    pending === 0
      ? 'nobody subscribes to it'
      : `${pending} were asked and have not confirmed it (the link in that mail holds for two days)`;
  return trouble(`what alarms send to the topic "${name}" reaches nobody, since ${asked}`, subscribe(topicArn, region));
}

function subscribe(topicArn: string, region: string | null): string {
  const whom = ['--protocol', 'email', '--notification-endpoint', 'on-call@example.com'];
  return awsCommand(region, 'sns', 'subscribe', '--topic-arn', topicArn, ...whom);
}
