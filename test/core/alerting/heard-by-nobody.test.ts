import { expect, it } from 'vitest';
import { foundOfTopic } from '../../../core/alerting/heard-by-nobody.ts';

const topicArn = 'arn:aws:sns:eu-central-1:111122223333:headroom-page';
const found = (confirmed: number, pending: number) => foundOfTopic({ topicArn, confirmed, pending }, 'eu-central-1');

it('a topic is heard once somebody has confirmed that they want to', () => {
  expect(found(1, 3)).toMatchObject({ is: 'ok', says: expect.stringContaining('"headroom-page"') });
  expect(found(0, 0)).toEqual({
    is: 'trouble',
    says: 'what alarms send to the topic "headroom-page" reaches nobody, since nobody subscribes to it',
    mend: `aws sns subscribe --topic-arn ${topicArn} --protocol email --notification-endpoint on-call@example.com --region eu-central-1`,
  });
  expect(found(0, 2)).toMatchObject({
    is: 'trouble',
    says: expect.stringContaining('2 were asked and have not confirmed it'),
  });
});
