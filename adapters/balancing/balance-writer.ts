import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { WeightOverride } from '../../core/balancing/observation.ts';
import { whatOf } from '../../core/balancing/overrides-beside.ts';
import { type Item, number, text } from '../table/attributes.ts';
import { overrideKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';

/** What people set of balances; looks only read it. */
export interface BalanceWriter {
  /** Sets an override, in the place of the one of its kind and group. */
  putOverride(balance: string, override: WeightOverride): Promise<void>;
  /** False where there was none. */
  removeOverride(balance: string, kind: WeightOverride['kind'], group: string | null): Promise<boolean>;
}

export function balanceWriter({ client, tableName: TableName }: Table): BalanceWriter {
  return {
    putOverride: async (balance, override) => {
      await client.send(new PutItemCommand({ TableName, Item: overrideItem(balance, override) }));
    },
    removeOverride: async (balance, kind, group) => {
      const Key = overrideKey('balancing', balance, whatOf(kind, group));
      const { Attributes } = await client.send(new DeleteItemCommand({ TableName, Key, ReturnValues: 'ALL_OLD' }));
      return Attributes !== undefined;
    },
  };
}

function overrideItem(balance: string, { kind, group, percent, untilMs, note, by = null }: WeightOverride): Item {
  return {
    ...overrideKey('balancing', balance, whatOf(kind, group)),
    kind: text(kind),
    ...(group !== null && { group: text(group) }),
    ...(percent !== null && { percent: number(percent) }),
    untilMs: number(untilMs),
    ...(note !== null && { note: text(note) }),
    ...(by !== null && { by: text(by) }),
    expiresAt: number(Math.ceil(untilMs / 1000)),
  };
}
