import { Duration, Validations } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { Policy } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { parseKeyPattern } from '../../core/caching/config/key-pattern.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { acknowledgeWildcards } from '../deployment/acknowledge-wildcards.ts';
import { EventQueue } from '../deployment/event-queue.ts';
import { grantStream } from '../deployment/table-grant.ts';
import type { CachedRows } from './cache-settings.ts';
import { CacheInvalidator } from './functions/cache-invalidator.ts';

interface CacheChangesProps {
  readonly cache: string;
  readonly tables: readonly CachedRows[];
  readonly events: readonly EventPattern[];
  readonly outbox: boolean;
}

interface Patterns {
  readonly keys: readonly string[];
  readonly tags: readonly string[];
}

/** Streams keep a change for a day: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html. */
const oldest = Duration.hours(23);
/** As long as SQS keeps one. Three minutes apart, so many deliveries are two days in which the cache is dead. */
const kept = { retentionPeriod: Duration.days(14), maxReceiveCount: 1000 };

const whyAllStreams = 'Lambda lists the streams of the table; AWS narrows that to no single one.';

/** How changes behind a cache reach its invalidator, and where those end that nobody understands or takes. */
export class CacheChanges extends Construct {
  /** Null where nothing is sent by one. */
  readonly queue: IQueue | null;
  readonly deadLetters: IQueue;
  /** Patterns of keys and tags, by the name of the table. */
  readonly patterns: Readonly<Record<string, Patterns>>;
  private readonly tables: readonly CachedRows[];

  constructor(scope: Construct, id: string, { cache, tables, events, outbox }: CacheChangesProps) {
    super(scope, id);
    this.tables = tables;
    this.patterns = Object.fromEntries(tables.map((rows, index) => [rows.table.tableName, checked(rows, index)]));
    if (!outbox && events.length === 0) {
      this.queue = null;
      this.deadLetters = new Queue(this, 'DeadLetters', { enforceSSL: true, retentionPeriod: Duration.days(14) });
      const reason = 'It is the queue of dead letters, of a stream and of the function.';
      Validations.of(this.deadLetters).acknowledge({ id: 'AwsSolutions-SQS3', reason });
      return;
    }
    const queue = new EventQueue(this, 'Queue', { functionTimeout: CacheInvalidator.timeout, ...kept });
    for (const [index, eventPattern] of events.entries())
      new Rule(this, `Keys${index}`, {
        description: `Somebody says which keys of ${cache} have changed`,
        eventPattern,
        targets: [queue.asTarget()],
      });
    this.queue = queue;
    this.deadLetters = queue.deadLetters;
  }

  /** Has the invalidator woken by all of them. */
  wake(invalidator: CacheInvalidator): void {
    for (const [index, { table }] of this.tables.entries()) this.follow(`Stream${index}`, table, invalidator);
    if (this.queue === null) return;
    // As many as come without waiting for more: a change is not to wait.
    const batch = { batchSize: 10, maxConcurrency: 2, reportBatchItemFailures: true };
    invalidator.live.addEventSource(new SqsEventSource(this.queue, batch));
  }

  private follow(id: string, table: ITable, invalidator: CacheInvalidator): void {
    const { tableStreamArn } = table;
    if (tableStreamArn === undefined) return;
    const { role } = invalidator;
    grantStream(table, role);
    const policy = role.node.tryFindChild('DefaultPolicy');
    if (policy instanceof Policy) acknowledgeWildcards(policy, policy.document, whyAllStreams);
    const mapping = new EventSourceMapping(this, id, {
      target: invalidator.live,
      eventSourceArn: tableStreamArn,
      // What changed while nobody listened is taken out too: twice does no harm.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 1000,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      maxRecordAge: oldest,
      onFailure: new SqsDlq(this.deadLetters),
    });
    if (policy !== undefined) mapping.node.addDependency(policy);
  }
}

function checked({ table, keys = [], tags = [] }: CachedRows, index: number): Patterns {
  const at = `tables[${index}]`;
  if (table.tableStreamArn === undefined) {
    const fix = 'turn it on (stream: StreamViewType.KEYS_ONLY will do), or import the table with its tableStreamArn';
    throw new InvalidInput(`${at}.table`, `has no stream, so nothing reports its changes; ${fix}`);
  }
  if (keys.length + tags.length === 0)
    throw new InvalidInput(`${at}.keys`, 'is empty; say which keys or tags its rows have, e.g. ["order/{id}"]');
  for (const key of keys) parseKeyPattern(key, `${at}.keys`);
  for (const tag of tags) parseKeyPattern(tag, `${at}.tags`);
  return { keys, tags };
}
