import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import type { TopicFacts } from '../../core/alerting/heard-by-nobody.ts';
import type { Told } from '../../core/model/verdict.ts';
import type { AccountReader } from '../aws/account-reader.ts';
import { asked } from '../aws/asked.ts';

/** Whoever has not answered yet has a word in place of the name of a subscription, and so has whoever was taken out. */
const isConfirmed = (arn: string) => arn.startsWith('arn:');
const waits = 'PendingConfirmation';

/** Who hears what is sent to a topic. */
export function topicSubscribers(
  { sns: client }: { readonly sns: Pick<AccountReader['sns'], 'send'> },
  topicArn: string,
  abortSignal: AbortSignal,
): Promise<Told<TopicFacts>> {
  return asked('sns:ListSubscriptionsByTopic', async () => {
    const arns: string[] = [];
    for (let token: string | undefined, first = true; first || token !== undefined; first = false) {
      const asking = { TopicArn: topicArn, ...(token !== undefined && { NextToken: token }) };
      const page = await client.send(new ListSubscriptionsByTopicCommand(asking), { abortSignal });
      arns.push(...(page.Subscriptions ?? []).map(({ SubscriptionArn = '' }) => SubscriptionArn));
      token = page.NextToken;
    }
    return {
      topicArn,
      confirmed: arns.filter(isConfirmed).length,
      pending: arns.filter((arn) => arn === waits).length,
    };
  });
}
