import type { SNSClient } from '@aws-sdk/client-sns';
import { expect, it } from 'vitest';
import { topicSubscribers } from '../../../adapters/alerting/topic-subscribers.ts';
import { FakeAws } from '../fake-aws.ts';

const topicArn = 'arn:aws:sns:eu-central-1:111122223333:headroom-page';
const { signal } = new AbortController();

it('subscribers of a topic are counted over all pages: who has confirmed, who was asked, and not who was taken out', async () => {
  const pages: Readonly<Record<string, object>> = {
    first: { Subscriptions: [{ SubscriptionArn: 'PendingConfirmation' }, {}], NextToken: 'second' },
    second: { Subscriptions: [{ SubscriptionArn: 'Deleted' }, { SubscriptionArn: `${topicArn}:4b1f` }] },
  };
  const aws = new FakeAws<SNSClient>({
    ListSubscriptionsByTopic: ({ NextToken = 'first' }: { NextToken?: string }) => pages[NextToken] ?? {},
  });
  expect(await topicSubscribers({ sns: aws.client }, topicArn, signal)).toEqual({
    told: { topicArn, confirmed: 1, pending: 1 },
  });
});
