import type { Asked, Between, Refused } from '../front.ts';

interface Throughput {
  readonly ReadCapacityUnits: number;
  readonly WriteCapacityUnits: number;
}

/** A table as DynamoDB describes it, as far as it is rationed. */
interface Description {
  readonly TableName: string;
  readonly TableStatus?: string;
  readonly ProvisionedThroughput?: Throughput;
}

interface Known {
  /** What the emulator has. */
  readonly set: Throughput;
  /** What is still in force, until when. */
  readonly before: Throughput;
  readonly untilMs: number;
  /** When each decrease was taken. */
  readonly decreases: readonly number[];
}

interface RationsOptions {
  /** The time that days of UTC and hours are counted by. */
  nowMs(): number;
  /** How long a change takes, during which none other is taken. */
  readonly delayMs: number;
  /** The time that changes take. */
  realNowMs(): number;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html: decreases of a day that are taken at any time. */
const free = 4;
const everyMs = 3_600_000;

/**
 * How DynamoDB rations changes of a table's provisioned throughput, for emulators that take all: a table is UPDATING for a while,
 * shows what was, and takes no other change; decreases are counted by days of UTC, and after the fourth one is taken each hour.
 * It knows a table by how it was described last.
 */
export class TableRations implements Between {
  private readonly tables = new Map<string, Known>();
  private readonly options: RationsOptions;

  constructor(options: RationsOptions) {
    this.options = options;
  }

  refuse(call: Asked): Refused | null {
    const update = updateOf(call);
    const known = update === null ? undefined : this.tables.get(update.TableName);
    if (update === null || known === undefined) return null;
    if (this.isUpdating(known)) {
      return refused(
        'ResourceInUseException',
        `Attempt to change a resource which is still in use: Table is being updated: ${update.TableName}`,
      );
    }
    return isDecrease(known.set, update.ProvisionedThroughput) ? this.tooMany(known) : null;
  }

  amend(call: Asked, answer: string): string {
    const field = fields[call.action];
    if (field === undefined) return answer;
    const told = JSON.parse(answer) as Record<string, Description | undefined>;
    const table = told[field];
    if (table?.ProvisionedThroughput === undefined) return answer;
    const known = this.follow(table.TableName, table.ProvisionedThroughput);
    return JSON.stringify({ ...told, [field]: this.told(table, known) });
  }

  /** What is known with the numbers that the emulator has now. */
  private follow(name: string, set: Throughput): Known {
    const { ReadCapacityUnits, WriteCapacityUnits } = set;
    const now = { ReadCapacityUnits, WriteCapacityUnits };
    const last = this.tables.get(name) ?? { set: now, before: now, untilMs: 0, decreases: [] };
    const isChanged = JSON.stringify(last.set) !== JSON.stringify(now);
    const known = !isChanged
      ? last
      : {
          ...{ set: now, before: last.set, untilMs: this.options.realNowMs() + this.options.delayMs },
          decreases: isDecrease(last.set, now) ? [...last.decreases, this.options.nowMs()] : last.decreases,
        };
    this.tables.set(name, known);
    return known;
  }

  private told(table: Description, known: Known): object {
    const today = this.today(known);
    const isUpdating = this.isUpdating(known);
    return {
      ...table,
      ...(isUpdating && { TableStatus: 'UPDATING' }),
      ProvisionedThroughput: {
        ...table.ProvisionedThroughput,
        ...(isUpdating && known.before),
        NumberOfDecreasesToday: today.length,
        ...(known.decreases.length > 0 && { LastDecreaseDateTime: (known.decreases.at(-1) ?? 0) / 1000 }),
      },
    };
  }

  private isUpdating({ untilMs }: Known): boolean {
    return this.options.realNowMs() < untilMs;
  }

  private today({ decreases }: Known): readonly number[] {
    const day = dayOf(this.options.nowMs());
    return decreases.filter((atMs) => dayOf(atMs) === day);
  }

  private tooMany(known: Known): Refused | null {
    const today = this.today(known);
    const sinceMs = this.options.nowMs() - (today.at(-1) ?? 0);
    if (today.length < free || sinceMs >= everyMs) return null;
    return refused(
      'LimitExceededException',
      `Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After the first ${free} decreases, each subsequent decrease in the same UTC day can be performed at most once every 3600 seconds. Number of decreases today: ${today.length}.`,
    );
  }
}

/** What answers a table, by what is asked. */
const fields: Readonly<Record<string, string>> = {
  'dynamodb:DescribeTable': 'Table',
  'dynamodb:UpdateTable': 'TableDescription',
};

const dayOf = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);

function isDecrease(from: Throughput, to: Throughput): boolean {
  return to.ReadCapacityUnits < from.ReadCapacityUnits || to.WriteCapacityUnits < from.WriteCapacityUnits;
}

function updateOf({ action, body }: Asked): Required<Omit<Description, 'TableStatus'>> | null {
  if (action !== 'dynamodb:UpdateTable') return null;
  const { TableName, ProvisionedThroughput } = JSON.parse(body) as Description;
  return ProvisionedThroughput === undefined ? null : { TableName, ProvisionedThroughput };
}

const refused = (name: string, message: string): Refused => ({
  status: 400,
  body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message }),
});
