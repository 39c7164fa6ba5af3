import { CloudWatchClient, type MetricDatum, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { measured } from '../../adapters/scaling/measured.ts';
import { dynamoDbSettings } from '../../adapters/scaling/settings.ts';
import { tunings } from '../../adapters/scaling/tunings.ts';
import { bus } from '../../adapters/sinks/bus/bus.ts';
import { connectSources } from '../../adapters/sources/catalogue.ts';
import { ownedConfigs } from '../../adapters/table/owned-configs.ts';
import type { Table } from '../../adapters/table/table.ts';
import { blankMemory } from '../../core/model/memory.ts';
import { firstAsking } from '../../core/scaling/config/choice.ts';
import { waysOf } from '../../core/scaling/config/policies/any-kind/ways.ts';
import { tellTuning } from '../../core/scaling/tell-tuning.ts';
import type { Tuning } from '../../core/scaling/tuning.ts';
import { fanOut } from '../../functions/policy-tuner/fan-out.ts';
import { type TuningWorld, tuneScalable } from '../../functions/policy-tuner/tune-scalable.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { aPart, aScalable } from '../fixtures.ts';
import { incumbent, tunedInput, whatHappened } from '../functions/policy-tuner/recorded-scalable.ts';
import { ledgerTable } from './ledger-table.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const aws = await localAwsOrNone();
const scalable = 'checkout/web';
const dayMs = 86_400_000;
const days = 2;

describe.runIf(aws !== null)('policy-tuner on a local AWS', () => {
  const cloudWatch = new CloudWatchClient({});
  const sqs = new SQSClient({});
  const warnings: unknown[] = [];
  const config = aScalable(tunedInput, scalable);
  const firstMs = Math.floor(Date.now() / dayMs) * dayMs - days * dayMs;
  let table: Table;
  let world: TuningWorld;

  beforeAll(async () => {
    table = await ledgerTable(aws?.endpoint ?? '', 'policy-tuner');
    await ownedConfigs(table, 'scaling').put(config, 'test');
    await putRecorded(cloudWatch, firstMs);
    world = {
      settings: dynamoDbSettings(table),
      tunings: tunings(table),
      source: () =>
        connectSources({}, { cloudwatch: cloudWatch })({ account: null, leftMs: () => 60_000, nowMs: Date.now }),
      measured: measured(table),
      nowMs: Date.now,
    };
  });
  afterAll(() => aws?.stop());

  /** The ways by which the next look asks; none before there is a provisioner. */
  const ways = async () => {
    const [policy] = (await dynamoDbSettings(table).scalable(scalable)).policies;
    return policy?.kind === 'provisioner' ? waysOf(policy) : [];
  };

  it('lets looks ask safely before the first night', async () => {
    expect(await ways()).toEqual(waysOf(firstAsking));
  });

  it('answers a dry run from what CloudWatch has recorded, and stores nothing', async () => {
    const { tuning } = await tuneScalable({ scalable, dryRun: true }, world);
    expect(tuning).toMatchObject({ days, scalable });
    expect(tuning?.table.length).toBeGreaterThan(3);
    expect(await world.tunings.tuning(scalable)).toBeNull();
    expect(await world.tunings.days(scalable)).toEqual([]);
  });

  it('keeps the recorded days and the choice, which the next look asks by', async () => {
    const first = await tuneScalable({ scalable, dryRun: false }, world);
    expect(await world.tunings.tuning(scalable)).toEqual(first.tuning);
    expect((await world.tunings.days(scalable)).map(({ day }) => Date.parse(day))).toEqual([firstMs, firstMs + dayMs]);
    await inChargeForLong(first.tuning);
    const second = await tuneScalable({ scalable, dryRun: false }, world);
    expect(second.because).toMatch(/takes over/);
    const chosen = second.tuning === null ? [] : waysOf(second.tuning.choice);
    expect(chosen.length).toBeGreaterThan(1);
    expect(await ways()).toEqual(chosen);
    const told = bus(
      async () => new EventBridgeClient({ ...readingClient }),
      (error) => warnings.push(error),
    );
    told.tell(tellTuning(second));
    await told.flush();
    expect(warnings).toEqual([]);
  });

  it('is told by explain, below the looks that went by it', async () => {
    await lookedAt(table);
    const where = ['--table', table.tableName];
    const { stdout } = await runHeadroom(['explain', scalable, ...where], process.env as Record<string, string>);
    const night = new Date().toISOString().slice(0, 10);
    expect(stdout).toMatch(new RegExp(`the night of ${night}: .* takes over from rate`));
  });

  it('sends each scalable a request of its own', async () => {
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'tuning' }));
    await fanOut(sqs, QueueUrl, ['a', 'b', 'c']);
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    const bodies = Messages.map(({ Body = '' }) => JSON.parse(Body));
    expect(bodies).toEqual(expect.arrayContaining([{ scalable: 'a' }, { scalable: 'b' }, { scalable: 'c' }]));
  });

  it('is what `headroom backtest --cloudwatch` shows by hand, on the same recorded demand', async () => {
    const args = ['backtest', '--cloudwatch', scalable, '--days', '2', '--table', table.tableName, '--json'];
    const { exitCode, stdout, stderr } = await runHeadroom(args, process.env as Record<string, string>);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(stdout)).toMatchObject({ trace: `${scalable}, the last 2 days`, leadSeconds: 180, seeds: 1 });
  });

  /** As if the first policy had been in charge of the recorded days. */
  async function inChargeForLong(tuning: Tuning | null): Promise<void> {
    if (tuning === null) throw new Error('nothing was chosen');
    await world.tunings.putTuning({ ...tuning, choice: { ...incumbent, sinceMs: firstMs } });
  }
});

/** Records a look that changed nothing. */
async function lookedAt(table: Table): Promise<void> {
  const atMs = Date.now();
  const of = { capability: 'scaling', subject: scalable } as const;
  const lease = { ...of, owner: 'test', untilMs: atMs + 60_000, term: 1, promised: false };
  const ledger = dynamoDbLedger(table);
  await ledger.take(lease, atMs);
  const signal = { kind: 'tick', id: 'tick', atMs, dryRun: false } as const;
  const outcome = { is: 'unchanged', because: { says: 'nothing had to be changed' } } as const;
  const id = `${String(atMs).padStart(15, '0')}-test`;
  const entry = { schema: 2, id, ...of, atMs, signal, observation: null, decision: null, outcome } as const;
  await ledger.release({ ...lease, term: 2 }, { was: null, memory: blankMemory }, entry);
}

/** What happened, as CloudWatch data. */
async function putRecorded(client: CloudWatchClient, startMs: number): Promise<void> {
  const { perSecond, running } = whatHappened(days, aScalable(tunedInput), startMs + days * dayMs);
  const at = (minute: number) => new Date(startMs + minute * 60_000);
  await put(
    client,
    aPart.namespace,
    aPart.metricName,
    perSecond.map((value, minute) => [at(minute), value * 60]),
  );
  await put(
    client,
    'AWS/AutoScaling',
    'InService',
    running.map((value, minute) => [at(minute), value]),
  );
}

async function put(
  client: CloudWatchClient,
  Namespace: string,
  MetricName: string,
  points: readonly (readonly [Date, number])[],
): Promise<void> {
  for (let from = 0; from < points.length; from += 1000) {
    const MetricData = points
      .slice(from, from + 1000)
      .map(([Timestamp, Value]): MetricDatum => ({ MetricName, Timestamp, Value }));
    await client.send(new PutMetricDataCommand({ Namespace, MetricData }));
  }
}
