import type { DynamoDBClient, TableDescription, UpdateTableInput } from '@aws-sdk/client-dynamodb';
import { awsError } from '../../../aws-error.ts';
import { FakeAws } from '../../../fake-aws.ts';

interface Numbers {
  readonly ReadCapacityUnits: number;
  readonly WriteCapacityUnits: number;
}

/** A provisioned table with an index. */
export function table(TableName: string, units = 2, more: Partial<TableDescription> = {}): TableDescription {
  const throughput = { ReadCapacityUnits: units, WriteCapacityUnits: 7, NumberOfDecreasesToday: 0 };
  return {
    TableName,
    TableArn: `arn:aws:dynamodb:eu-west-1:111122223333:table/${TableName}`,
    TableStatus: 'ACTIVE',
    ProvisionedThroughput: { ...throughput },
    GlobalSecondaryIndexes: [{ IndexName: 'by-user', IndexStatus: 'ACTIVE', ProvisionedThroughput: { ...throughput } }],
    ...more,
  };
}

/** A table on demand that serves at most so much. */
export function onDemand(TableName: string, MaxReadRequestUnits: number | undefined, MaxWriteRequestUnits = 50) {
  const none = { ReadCapacityUnits: 0, WriteCapacityUnits: 0, NumberOfDecreasesToday: 0 };
  const most = { MaxWriteRequestUnits, ...(MaxReadRequestUnits !== undefined && { MaxReadRequestUnits }) };
  return table(TableName, 0, {
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    ProvisionedThroughput: none,
    OnDemandThroughput: most,
    GlobalSecondaryIndexes: [],
  });
}

/**
 * Tables in memory. They refuse what DynamoDB refuses, and what is asked for is in force once `settle` is called: until then a
 * table is UPDATING and tells what was.
 */
export class FakeDynamoDbTables extends FakeAws<DynamoDBClient> {
  readonly tables = new Map<string, TableDescription>();
  nowMs = 0;
  private waiting: (() => void)[] = [];

  constructor(tables: readonly TableDescription[] = []) {
    super({
      DescribeTable: ({ TableName = '' }: { TableName?: string }) => ({ Table: this.named(TableName) }),
      UpdateTable: (input: UpdateTableInput) => this.update(input),
    });
    for (const one of tables) this.tables.set(String(one.TableName), one);
  }

  /** What was asked for comes to pass. */
  settle(): void {
    for (const done of this.waiting.splice(0)) done();
  }

  private named(name: string): TableDescription {
    if (!/^[\w.-]{1,255}$/.test(name)) throw awsError('ValidationException', 'Invalid table name');
    const known = this.tables.get(name);
    if (known === undefined) throw awsError('ResourceNotFoundException', `Requested resource not found: ${name}`);
    return known;
  }

  private update({
    TableName = '',
    ProvisionedThroughput,
    OnDemandThroughput,
    GlobalSecondaryIndexUpdates: indexes,
  }: UpdateTableInput) {
    const known = this.named(TableName);
    if (known.TableStatus !== 'ACTIVE') {
      throw awsError(
        'ResourceInUseException',
        'Attempt to change a resource which is still in use: Table is being updated',
      );
    }
    const isOnDemand = known.BillingModeSummary?.BillingMode === 'PAY_PER_REQUEST';
    if (ProvisionedThroughput !== undefined) {
      if (isOnDemand) throw awsError('ValidationException', 'the table is PAY_PER_REQUEST');
      this.provision(known, known, ProvisionedThroughput as Numbers);
    }
    for (const { Update } of indexes ?? []) {
      const index = known.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === Update?.IndexName);
      if (index === undefined) throw awsError('ResourceNotFoundException', 'no such index');
      this.provision(known, index, Update?.ProvisionedThroughput as Numbers);
    }
    if (OnDemandThroughput !== undefined) {
      if (!isOnDemand) throw awsError('ValidationException', 'the table is PROVISIONED');
      known.TableStatus = 'UPDATING';
      this.waiting.push(() => {
        known.OnDemandThroughput = { ...known.OnDemandThroughput, ...OnDemandThroughput };
        known.TableStatus = 'ACTIVE';
      });
    }
    return { TableDescription: known };
  }

  private provision(
    known: TableDescription,
    part: Pick<TableDescription, 'ProvisionedThroughput'> & { IndexStatus?: string | undefined },
    { ReadCapacityUnits: read, WriteCapacityUnits: write }: Numbers,
  ): void {
    const now = { ...part.ProvisionedThroughput };
    const { ReadCapacityUnits: reads = 0, WriteCapacityUnits: writes = 0 } = now;
    if (![read, write].every((units) => Number.isInteger(units) && units >= 1)) {
      throw awsError('ValidationException', 'read and write capacity units are both required and at least 1');
    }
    if (Math.max(read, write) > 40_000) {
      throw awsError('LimitExceededException', 'Subscriber limit exceeded: more than the quota of 40000 of a table');
    }
    if (read === reads && write === writes) {
      throw awsError('ValidationException', 'The provisioned throughput for the table will not change.');
    }
    const lowers = read < reads || write < writes;
    const { NumberOfDecreasesToday: today = 0, LastDecreaseDateTime: last } = now;
    if (lowers && today >= 4 && this.nowMs - (last?.getTime() ?? 0) < 3_600_000) {
      throw awsError(
        'LimitExceededException',
        `Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. Number of decreases today: ${today}.`,
      );
    }
    known.TableStatus = 'UPDATING';
    this.waiting.push(() => {
      known.TableStatus = 'ACTIVE';
      part.ProvisionedThroughput = {
        ...now,
        ...{ ReadCapacityUnits: read, WriteCapacityUnits: write },
        ...(lowers && { NumberOfDecreasesToday: today + 1, LastDecreaseDateTime: new Date(this.nowMs) }),
      };
    });
  }
}
