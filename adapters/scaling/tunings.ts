import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DemandDay, Tuning } from '../../core/scaling/tuning.ts';
import { number, text } from '../table/attributes.ts';
import { toJsonText } from '../table/json-text.ts';
import { queryAll } from '../table/query-all.ts';
import { readSchema1 } from '../table/read-schema.ts';
import type { Table } from '../table/table.ts';
import { transact } from '../table/transact.ts';
import { choiceKey, demandKey, demandPrefix, scalablePartition, tuningKey } from './scaling-items.ts';

/** How long a recorded day is kept: as long as a season of weeks is of use. */
const keptDays = 63;

/** What nights have chosen, and the days that they looked back on: items of their own, which no look leases or writes. */
export interface Tunings {
  /** The last night's choice with its table; null where there was none. */
  tuning(scalable: string): Promise<Tuning | null>;
  /** Writes the choice for looks to find and the tuning for people, both or none. */
  putTuning(tuning: Tuning): Promise<void>;
  /** The recorded days, oldest first. */
  days(scalable: string): Promise<DemandDay[]>;
  putDay(scalable: string, day: DemandDay): Promise<void>;
}

/** Nightly choices and recorded days in the table of a deployment. */
export function tunings(table: Table): Tunings {
  const { client, tableName: TableName } = table;
  return {
    tuning: async (scalable) => {
      const { Item } = await client.send(
        new GetItemCommand({ TableName, Key: tuningKey(scalable), ConsistentRead: true }),
      );
      return Item === undefined ? null : readSchema1<Tuning>(Item, 'tuning');
    },
    putTuning: async (tuning) => {
      const { scalable, choice } = tuning;
      const tuningText = text(toJsonText(`the tuning of ${scalable}`, tuning));
      const choiceText = text(toJsonText(`the choice of ${scalable}`, choice));
      await transact(table, `tune ${scalable}`, [
        { Put: { TableName, Item: { ...tuningKey(scalable), tuning: tuningText } } },
        { Put: { TableName, Item: { ...choiceKey(scalable), choice: choiceText } } },
      ]);
    },
    days: async (scalable) => {
      const items = await queryAll(table, scalablePartition(scalable), {
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :days)',
        ExpressionAttributeValues: { ':days': text(demandPrefix) },
      });
      return items.map((item) => readSchema1<DemandDay>(item, 'demand'));
    },
    putDay: async (scalable, day) => {
      const demand = text(toJsonText(`the demand of ${scalable} on ${day.day}`, day));
      const expiresAt = number(Date.parse(day.day) / 1000 + keptDays * 86_400);
      await client.send(
        new PutItemCommand({ TableName, Item: { ...demandKey(scalable, day.day), demand, expiresAt } }),
      );
    },
  };
}
