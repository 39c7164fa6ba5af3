import { CloudFrontClient, CreateDistributionCommand, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import type { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownedConfigs } from '../../adapters/table/owned-configs.ts';
import type { Table } from '../../adapters/table/table.ts';
import { seeded } from '../../core/model/seeded.ts';
import { parsePurge } from '../../core/purging/config/parse-purge.ts';
import { coverOf } from '../../core/purging/cover.ts';
import { kindOf } from '../../core/purging/item.ts';
import { purgeLooking } from '../../functions/cdn-purger/looking.ts';
import { type Delivered, deliverTo } from '../functions/cdn-purger/deliver-to.ts';
import { aDistribution } from './a-distribution.ts';
import { clientOptions } from './deploy-function.ts';
import { ledgerTable } from './ledger-table.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const aws = await localAwsOrNone();
afterAll(() => aws?.stop());

/** Every object of the site, of which about a third changes. */
const site = Array.from(
  { length: 19_200 },
  (_, index) => `/${index % 8}/${Math.floor(index / 8) % 40}/${Math.floor(index / 320)}.html`,
);

/** A bucket that lists it in one page, which is quicker than to write so many objects. */
const bucket = {
  send: async () => ({ Contents: site.map((path) => ({ Key: path.slice(1) })) }),
} as unknown as Pick<S3Client, 'send'>;

const tick: Delivered = { messageId: 'tick', body: { source: 'headroom.tick' } };

const count = (items: readonly string[]) =>
  items.reduce((all, one) => all.set(one, (all.get(one) ?? 0) + 1), new Map<string, number>());

interface Purged {
  readonly reference: string;
  readonly items: readonly string[];
  readonly atMs: number;
}

interface Changed {
  readonly path: string;
  readonly atMs: number;
}

type Send = (command: object, options?: object) => Promise<unknown>;

/** A site behind CloudFront whose purger is killed, throttled and failed at random; time is made up. */
class Stormy {
  nowMs = Date.UTC(2026, 5, 1, 12);
  readonly purged: Purged[] = [];
  readonly changes: Changed[] = [];
  deaths = 0;
  private readonly queue: { message: Delivered; dueMs: number }[] = [];
  private readonly references = new Set<string>();
  private readonly random: () => number;
  private readonly table: Table;
  private readonly cloudFront: CloudFrontClient;
  /** Chance that a call is the last one of its invocation, and that one is refused. */
  private faults = { kill: 0.02, refuse: 0.05 };
  private dead = false;
  private ids = 0;

  constructor(table: Table, cloudFront: CloudFrontClient, random: () => number) {
    this.table = table;
    this.cloudFront = cloudFront;
    this.random = random;
  }

  /** One invocation; answers the messages that the queue will deliver again. */
  private async invoke(messages: readonly Delivered[]): Promise<readonly Delivered[]> {
    this.dead = false;
    try {
      const looking = await purgeLooking({
        table: { ...this.table, random: this.random, client: this.faulty(this.table.client), pause: async () => {} },
        cdns: {
          cloudFront: { reader: this.faulty(this.cloudFront), actor: this.faulty(this.cloudFront) },
          fetch,
          keys: { read: async () => '', forget: () => {} },
        },
        signal: new AbortController().signal,
        s3: this.faulty(bucket),
        nowMs: () => this.nowMs,
        newId: () => `id-${this.ids++}`,
        wake: async () => {},
      });
      const again = await deliverTo(looking, messages);
      return this.dead ? messages : messages.filter(({ messageId }) => again.has(messageId));
    } catch {
      return messages;
    }
  }

  private change(path: string): Delivered {
    this.changes.push({ path, atMs: this.nowMs });
    const order = String(this.changes.length).padStart(12, '0');
    const time = `${new Date(this.nowMs).toISOString().slice(0, 19)}Z`;
    const detail = { bucket: { name: 'site' }, object: { key: path.slice(1), sequencer: order } };
    const body = { source: 'aws.s3', 'detail-type': 'Object Created', id: `event-${order}`, time, detail };
    return { messageId: order, body };
  }

  /** So many changes in bursts, every message twice, up to two minutes late and in any order. */
  async blow(changes: number): Promise<void> {
    while (this.changes.length < changes || this.queue.length > 0) {
      this.nowMs += 400 + Math.floor(this.random() * 20_000);
      const burst = Math.min(changes - this.changes.length, Math.floor(this.random() * 150));
      for (let made = 0; made < burst; made++) this.post(this.change(this.anyPath()));
      this.queue.sort((a, b) => a.dueMs - b.dueMs);
      const due = this.queue.filter(({ dueMs }) => dueMs <= this.nowMs).length;
      const batch = this.queue.splice(0, Math.min(due, 300)).map(({ message }) => message);
      for (const message of await this.invoke([...batch, tick])) {
        if (message !== tick) this.queue.push({ message, dueMs: this.nowMs + 90_000 });
      }
    }
  }

  /** Nothing breaks any more, and the schedule goes on. */
  async calmDown(): Promise<void> {
    this.faults = { kill: 0, refuse: 0 };
    for (let minute = 0; minute < 100; minute++) {
      this.nowMs += 70_000;
      await this.invoke([tick]);
    }
  }

  /** Changes that no purge after them covers. */
  lost(): Changed[] {
    const purged = this.purged.map(({ items, atMs }) => ({ cover: coverOf(items), atMs }));
    return this.changes.filter(({ path, atMs }) => !purged.some((one) => one.atMs >= atMs && one.cover.covers(path)));
  }

  /** Paths that were purged by themselves more often than they changed. */
  purgedTooOften(): string[] {
    const changed = count(this.changes.map(({ path }) => path));
    const purged = count(this.purged.flatMap(({ items }) => items.filter((item) => kindOf(item) === 'path')));
    return [...purged].filter(([path, times]) => times > (changed.get(path) ?? 0)).map(([path]) => path);
  }

  private anyPath(): string {
    return site[Math.floor(this.random() ** 2 * site.length)] ?? '/';
  }

  private post(message: Delivered): void {
    for (let copy = 0; copy < 2; copy++) {
      this.queue.push({ message, dueMs: this.nowMs + this.random() ** 3 * 120_000 });
    }
  }

  private faulty<Client extends object>(client: Client): Client {
    const send: Send = async (command, options) => {
      if (this.dead) throw new Error('the process is dead');
      const dies = this.random() < this.faults.kill;
      if (dies && this.random() < 0.5) return this.die();
      if (this.random() < this.faults.refuse) throw refused();
      const answer = await (client as unknown as { send: Send }).send(command, options);
      if (command instanceof CreateInvalidationCommand) this.note(command);
      return dies ? this.die() : answer;
    };
    return Object.create(client, { send: { value: send } }) as Client;
  }

  private die(): never {
    this.dead = true;
    this.deaths++;
    throw new Error('killed');
  }

  /** Asked for again under an old reference, CloudFront does nothing new. */
  private note({ input }: CreateInvalidationCommand): void {
    const { CallerReference: reference = '', Paths } = input.InvalidationBatch ?? {};
    if (this.references.has(reference)) return;
    this.references.add(reference);
    this.purged.push({ reference, items: Paths?.Items ?? [], atMs: this.nowMs });
  }
}

function refused(): Error {
  const error = new Error('Rate exceeded');
  error.name = 'ThrottlingException';
  return Object.assign(error, { $metadata: { httpStatusCode: 400 } });
}

describe.runIf(aws !== null)('the purger on the local AWS', () => {
  let table: Table;
  let cloudFront: CloudFrontClient;
  beforeAll(async () => {
    if (aws === null) return;
    table = await ledgerTable(aws.endpoint, 'purging');
    cloudFront = new CloudFrontClient(clientOptions(aws));
    const { Distribution } = await cloudFront.send(
      new CreateDistributionCommand({ DistributionConfig: aDistribution }),
    );
    const cdn = { kind: 'cloudfront', distributionId: Distribution?.Id ?? '' };
    await ownedConfigs(table, 'purging').put(parsePurge('site', { cdn, buckets: [{ bucket: 'site' }] }), 'test');
  });

  it('loses none of 10,000 changes and purges none twice, whatever breaks and however messages come', async () => {
    const storm = new Stormy(table, cloudFront, seeded(6));
    await storm.blow(10_000);
    await storm.calmDown();
    expect(storm.changes).toHaveLength(10_000);
    expect(storm.lost()).toEqual([]);
    expect(storm.purgedTooOften()).toEqual([]);
    expect(storm.purged.length).toBeGreaterThan(10);
    expect(storm.deaths).toBeGreaterThan(10);
  });
});
