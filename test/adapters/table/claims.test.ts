import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynamoDbClaims } from '../../../adapters/table/claims.ts';
import { answeringTable } from './answering-table.ts';

const lease = {
  capability: 'balancing',
  subject: 'arn:of:a:rule',
  owner: 'me',
  untilMs: 100,
  term: 1,
  promised: false,
};

describe('a claim', () => {
  it('is ended by its owner alone', async () => {
    const table = answeringTable(() => ({}));
    await dynamoDbClaims(table).free(lease);
    expect(table.asked).toMatchObject([
      {
        command: 'DeleteItemCommand',
        input: {
          Key: { pk: { S: 'balancing#arn:of:a:rule' }, sk: { S: 'LEASE' } },
          ConditionExpression: '#owner = :owner AND term = :term',
          ExpressionAttributeValues: { ':owner': { S: 'me' }, ':term': { N: '1' } },
        },
      },
    ]);
  });

  it('is taken without a word to its holder, since nobody is promised anything', async () => {
    const unmet = new ConditionalCheckFailedException({
      message: 'unmet',
      $metadata: {},
      Item: { owner: { S: 'other' } },
    });
    const table = answeringTable(() => unmet);
    expect(await dynamoDbClaims(table).take(lease, 0)).toBe('held');
    expect(table.asked.map(({ command }) => command)).toEqual(['PutItemCommand']);
  });

  it('that another has taken since is left to them, and what breaks is told', async () => {
    const unmet = new ConditionalCheckFailedException({ message: 'unmet', $metadata: {} });
    await expect(dynamoDbClaims(answeringTable(() => unmet)).free(lease)).resolves.toBeUndefined();
    const broken = answeringTable(() => new Error('broken'));
    await expect(dynamoDbClaims(broken).free(lease)).rejects.toThrow('broken');
  });
});
