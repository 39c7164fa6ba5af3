import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../../adapters/table/attributes.ts';
import { answeringTable } from '../../adapters/table/answering-table.ts';

interface Write {
  readonly Key?: Item;
  readonly Item?: Item;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeValues?: Item;
}

/** A table in memory that reads items, and writes them in transactions on the condition of their version. */
export function aTableInMemory() {
  const items = new Map<string, Item>();
  const nameOf = ({ pk, sk }: Item) => `${pk?.S} ${sk?.S}`;
  const keyOf = ({ Key, Item: item }: Write) => nameOf(Key ?? item ?? {});
  const holds = (write: Write) => {
    const found = items.get(keyOf(write));
    switch (write.ConditionExpression) {
      case undefined:
        return true;
      case 'attribute_not_exists(pk)':
        return found === undefined;
      case 'attribute_not_exists(version)':
        return found?.version === undefined;
      case 'attribute_not_exists(pk) OR (bits = :bits AND seed = :seed)':
        return found === undefined;
      case 'version = :read':
        return found?.version?.N === write.ExpressionAttributeValues?.[':read']?.N;
      default:
        throw new Error(`the table knows no ${write.ConditionExpression}`);
    }
  };
  const table = answeringTable(({ command, input }) => {
    if (command === 'GetItemCommand') return { Item: items.get(nameOf(input.Key as Item)) };
    const writes = (input.TransactItems as Record<string, Write>[]).flatMap((one) => Object.entries(one));
    if (!writes.every(([, write]) => holds(write))) {
      const CancellationReasons = writes.map(([, write]) => ({
        Code: holds(write) ? 'None' : 'ConditionalCheckFailed',
      }));
      return new TransactionCanceledException({ message: 'cancelled', CancellationReasons, $metadata: {} });
    }
    for (const [verb, write] of writes) {
      if (verb === 'ConditionCheck') continue;
      if (verb === 'Delete') items.delete(keyOf(write));
      else items.set(keyOf(write), write.Item ?? {});
    }
    return {};
  });
  const of = (partition: string) => [...items.values()].filter(({ pk }) => pk?.S === partition);
  return { table, items, of };
}
