import { type AttributeValue, ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Given, meets } from './condition.ts';

type Item = Record<string, AttributeValue>;

/** One write, or the part of a transaction that it is. */
interface Write {
  readonly Item?: Item;
  readonly Key?: Item;
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Item;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/capacity-unit-calculations.html */
const [writeUnitBytes, readUnitBytes] = [1024, 4096];

/**
 * A table in memory that keeps what it is given, holds conditions, and bills as DynamoDB says that it does: by the kB that is
 * written, twice in a transaction, and by the 4 kB that is read, consistently.
 */
export class BilledTable {
  writeUnits = 0;
  readUnits = 0;
  /** Of items that expire, added up as they are written. */
  expiringBytes = 0;
  /** By partition and sort key. */
  private readonly partitions = new Map<string, Map<string, Item>>();

  readonly client = { send: async (command: object) => this.send(command) } as unknown as DynamoDBClient;

  put(item: Item): void {
    this.partition(item).set(sortKey(item), item);
  }

  private send(command: object): unknown {
    const { input } = command as { readonly input: Readonly<Record<string, unknown>> };
    const operation = command.constructor.name.replace(/Command$/, '');
    if (operation === 'GetItem') return { Item: this.read(input.Key as Item) };
    if (operation === 'BatchGetItem') return this.readBatch(input.RequestItems as never);
    if (operation === 'Query') return this.query(input as never);
    if (operation === 'TransactWriteItems') return this.transact(input.TransactItems as never);
    if (!['PutItem', 'UpdateItem', 'DeleteItem'].includes(operation)) throw new Error(`${operation} was not expected`);
    this.write(operation.replace('Item', ''), input as Write, 1);
    return {};
  }

  private partition({ pk }: Item): Map<string, Item> {
    const name = pk?.S ?? '';
    const known = this.partitions.get(name) ?? new Map<string, Item>();
    this.partitions.set(name, known);
    return known;
  }

  private read(key: Item): Item | undefined {
    const item = this.partition(key).get(sortKey(key));
    this.readUnits += Math.ceil(Math.max(1, bytesOf(item)) / readUnitBytes);
    return item;
  }

  private readBatch(wanted: Readonly<Record<string, { readonly Keys: readonly Item[] }>>): object {
    const found = Object.entries(wanted).map(([table, { Keys }]) => {
      const items: Item[] = Keys.map((key) => this.read(key)).filter((item) => item !== undefined);
      return [table, items] as const;
    });
    return { Responses: Object.fromEntries(found) };
  }

  private query(
    input: Write & { readonly FilterExpression?: string; readonly KeyConditionExpression: string },
  ): object {
    const { ExpressionAttributeValues: values = {}, FilterExpression, KeyConditionExpression } = input;
    const found = [...this.partition({ pk: values[':pk'] ?? { S: '' } }).values()].filter(
      inRange(KeyConditionExpression, values),
    );
    this.readUnits += Math.ceil(
      Math.max(
        1,
        found.reduce((sum, item) => sum + bytesOf(item), 0),
      ) / readUnitBytes,
    );
    return { Items: found.filter((item) => meets(FilterExpression, item, givenIn(input))) };
  }

  private transact(actions: readonly Readonly<Record<string, Write>>[]): object {
    for (const action of actions) for (const [kind, write] of Object.entries(action)) this.write(kind, write, 2);
    return {};
  }

  private write(kind: string, write: Write, times: 1 | 2): void {
    const key = write.Item ?? write.Key ?? {};
    const items = this.partition(key);
    const before = items.get(sortKey(key));
    const after = kind === 'Delete' || kind === 'ConditionCheck' ? undefined : (write.Item ?? updated(before, write));
    this.writeUnits += times * Math.ceil(Math.max(1, bytesOf(before), bytesOf(after)) / writeUnitBytes);
    if (!meets(write.ConditionExpression, before, givenIn(write)))
      throw new ConditionalCheckFailedException({ message: 'not met', $metadata: {}, ...(before && { Item: before }) });
    if (kind === 'ConditionCheck') return;
    if (after === undefined) items.delete(sortKey(key));
    else items.set(sortKey(key), after);
    if (after?.expiresAt !== undefined) this.expiringBytes += bytesOf(after);
  }
}

function updated(before: Item | undefined, { Key = {}, UpdateExpression = '', ...write }: Write): Item {
  const { names, values } = givenIn(write);
  const set = [...UpdateExpression.matchAll(/(#?\w+) = (:\w+)/g)].map(([, name = '', value = '']) => [
    names[name] ?? name,
    values[value],
  ]);
  return { ...before, ...Key, ...Object.fromEntries(set) };
}

/** Whether an item of a partition is asked for. Throws on a condition that is not known here. */
function inRange(expression: string, values: Item): (item: Item) => boolean {
  if (expression === 'pk = :pk') return () => true;
  const [, prefix] = /^pk = :pk AND begins_with\(sk, (:\w+)\)$/.exec(expression) ?? [];
  if (prefix !== undefined) return (item) => sortKey(item).startsWith(values[prefix]?.S ?? '');
  const [, from] = /^pk = :pk AND sk >=? (:\w+)$/.exec(expression) ?? [];
  if (from === undefined) throw new Error(`the range "${expression}" is not known here`);
  return (item) => sortKey(item) >= (values[from]?.S ?? '');
}

function givenIn({ ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Write): Given {
  return { names: ExpressionAttributeNames, values: ExpressionAttributeValues };
}

const sortKey = ({ sk }: Item) => sk?.S ?? '';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html: names count too. */
function bytesOf(item: Item | undefined): number {
  return Object.entries(item ?? {}).reduce((sum, [name, value]) => sum + name.length + bytesIn(value), 0);
}

function bytesIn({ S, N, B }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (B !== undefined) return B.length;
  return N === undefined ? 1 : Math.ceil(N.length / 2) + 1;
}
