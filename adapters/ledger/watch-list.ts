import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { CapabilityName } from '../../core/model/capability-name.ts';
import { type Item, number, text } from '../table/attributes.ts';
import { configPartition, rosterKey, watchingPartition } from '../table/keys.ts';
import { queryAll } from '../table/query-all.ts';
import type { Table } from '../table/table.ts';

/** There is one full look in every such stretch of the clock. */
const fullLookEveryMs = 300_000;

/**
 * A look asks for its successor a minute after it began, which is a little more than a minute after the tick that began
 * it: half a tick of grace keeps it from waiting for the tick after the next.
 */
const graceMs = 30_000;

export interface WatchListOptions extends Table {
  /** A text that nobody else makes. */
  newId(): string;
  /** Whose subjects these are. */
  readonly capability: CapabilityName;
}

/** The subjects that a tick has to look at. */
export interface WatchList {
  /** The subjects that want to be looked at by now. */
  watching(nowMs: number): Promise<string[]>;
  /** Every subject that is configured, whether or not its config can be read. */
  all(): Promise<string[]>;
  /** True for one tick in each five minutes of the clock: that one looks at all. */
  claimFullLook(nowMs: number): Promise<boolean>;
}

export function watchList(table: WatchListOptions): WatchList {
  const { capability } = table;
  return {
    watching: async (nowMs) => {
      const due = { ':due': number(nowMs + graceMs) };
      const narrowed = { FilterExpression: 'lookAgainAtMs <= :due', ExpressionAttributeValues: due };
      return (await queryAll(table, watchingPartition(capability), narrowed)).map(sortKey);
    },
    all: async () => (await queryAll(table, configPartition(capability), { ProjectionExpression: 'sk' })).map(sortKey),
    claimFullLook: (nowMs) => claimFullLook(table, nowMs),
  };
}

const sortKey = (item: Item) => item.sk?.S ?? '';

async function claimFullLook(table: WatchListOptions, nowMs: number): Promise<boolean> {
  const { client, tableName, newId, capability } = table;
  const claim = newId();
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: rosterKey(capability),
        UpdateExpression: 'SET atMs = :now, claim = :claim',
        ConditionExpression:
          'attribute_not_exists(pk) OR atMs < :stretch OR atMs > :far OR NOT attribute_type(atMs, :number)',
        ExpressionAttributeValues: {
          ':now': number(nowMs),
          ':claim': text(claim),
          ':stretch': number(nowMs - (nowMs % fullLookEveryMs)),
          // Somebody has typed what is days away, or no time: it would end all full looks.
          ':far': number(nowMs + 86_400_000),
          ':number': text('N'),
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // The answer to a first try may have got lost: then the SDK's second try meets its own claim.
    return error.Item?.claim?.S === claim;
  }
}
