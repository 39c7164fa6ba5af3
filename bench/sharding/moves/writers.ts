import { setTimeout as sleep } from 'node:timers/promises';
import type { ShardClient } from '../../../adapters/sharding/client/shard-client.ts';
import { CommitUnknown } from '../../../adapters/sharding/client/shard-errors.ts';

/** The tables that writers write to, in every slot. */
export const writersTables = `
  CREATE TABLE counts (key text PRIMARY KEY, count int NOT NULL);
  CREATE TABLE writes (id text, number bigint GENERATED ALWAYS AS IDENTITY, key text NOT NULL REFERENCES counts,
    at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (key, id), UNIQUE (key, number));
  CREATE INDEX writes_by_key ON writes (key)`;

/** How long a writer rests between two transactions: enough for the machine to do something else too. */
const restMs = 4;

/** Writers that never stop: each counts up its key and leaves the number of each write, in one transaction with prepared statements. */
export class Writers {
  readonly acknowledged = new Set<string>();
  /** What else the client said than that it was done; none of these is expected. */
  readonly errors: string[] = [];
  /** The key of each. */
  readonly keys: readonly string[];
  /** The longest that one transaction took since `forget`, milliseconds. */
  slowestMs = 0;
  private readonly client: ShardClient;
  private readonly running: Promise<void>[];
  private isOver = false;
  private pausing: Promise<void> | null = null;
  private underWay = 0;

  constructor(client: ShardClient, slot: number, count: number) {
    this.client = client;
    this.keys = Array.from({ length: count }, (_, index) => keyIn(client, slot, index));
    this.running = this.keys.map((key, index) => this.write(`writer-${index}`, key));
  }

  /** Waits until nothing is under way, then runs `work` while nobody writes. */
  async paused<T>(work: () => Promise<T>): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.pausing = promise;
    while (this.underWay > 0) await sleep(2);
    try {
      return await work();
    } finally {
      this.pausing = null;
      resolve();
    }
  }

  forget(): void {
    this.acknowledged.clear();
    this.slowestMs = 0;
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.running);
    await this.client.close();
  }

  private async write(name: string, key: string): Promise<void> {
    for (let number = 0; !this.isOver; number++) {
      await this.pausing;
      this.underWay += 1;
      await this.once(`${name}-${number}`, key);
      this.underWay -= 1;
      await sleep(restMs);
    }
  }

  private async once(id: string, key: string): Promise<void> {
    const fromMs = performance.now();
    try {
      await this.client.tx(key, async (transaction) => {
        await transaction.query({ name: 'count', text: counting, values: [key] });
        await transaction.query({
          name: 'write',
          text: 'INSERT INTO writes (id, key) VALUES ($1, $2)',
          values: [id, key],
        });
      });
      this.acknowledged.add(id);
    } catch (error) {
      this.errors.push(`${error instanceof CommitUnknown ? 'unknown: ' : ''}${error}`);
    }
    this.slowestMs = Math.max(this.slowestMs, performance.now() - fromMs);
  }
}

const counting = `
  INSERT INTO counts AS c (key, count) VALUES ($1, 1) ON CONFLICT (key) DO UPDATE SET count = c.count + 1`;

/** A key that hashes into a slot, another for each index. */
function keyIn(client: ShardClient, slot: number, index: number): string {
  for (let tries = 0; ; tries++) {
    const key = `key-${index}-${tries}`;
    if (client.route(key).slot === slot) return key;
  }
}
