import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeLoadBalancersCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../local/local-aws.ts';
import { processStart } from '../../local/process-start.ts';
import { scratchFolder } from '../local/scratch.ts';
import { clientOptions, deployFunction } from './deploy-function.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const patienceMs = 10_000;
const root = join(import.meta.dirname, '..', '..');

const plain = await localAwsOrNone();
const strict = await localAwsOrNone({ recordCalls: true, enforceIam: true });
const withMoto = await localAwsOrNone({ moto: true });

afterAll(() => Promise.all([plain, strict, withMoto].map((aws) => aws?.stop())));

/** Of a test that is skipped when there is none. */
function given(aws: LocalAws | null): LocalAws {
  if (aws === null) throw new Error('no local AWS');
  return aws;
}

const versionSource =
  'export const handler = async () => ({ version: process.version, environment: process.env, pid: process.pid });';

const readSource = `
  import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
  const client = new DynamoDBClient({});
  const read = (TableName) => client.send(new GetItemCommand({ TableName, Key: { id: { S: 'x' } } }));
  export const handler = (tables) => Promise.all(tables.map((table) => read(table).then(() => 'read', (error) => error.name)));`;

describe.skipIf(plain === null)('the local AWS', () => {
  const aws = () => given(plain);

  it('says where it is to every tool', () => {
    expect(aws().environment).toMatchObject({ AWS_ENDPOINT_URL: aws().endpoint, CDK_DEFAULT_ACCOUNT: '000000000000' });
    expect(aws().endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it.skipIf(!existsSync('/proc/net/tcp'))('listens on loopback only, on one port only', () => {
    const listening = listeningAddresses(aws().emulators.map((emulator) => emulator.pid));
    expect(listening).toEqual([`0100007F:${hexPort(aws().endpoint)}`]);
  });

  it('runs functions on the Node of Lambda, and gives them nothing of the person who started it', async () => {
    const shown = await deployFunction(aws(), 'shows-version', versionSource, []);

    const { version, environment } = (await shown.invoke({})) as {
      version: string;
      environment: Record<string, string>;
    };

    expect(version).toMatch(/^v24\./);
    expect(environment).toMatchObject({ AWS_ENDPOINT_URL: aws().endpoint, AWS_REGION: aws().region });
    expect(environment.HOME).not.toBe(process.env.HOME);
  });

  it('runs beside another, each with its own state', async () => {
    const other = await startLocalAws({ root });
    try {
      expect(other.endpoint).not.toBe(aws().endpoint);
    } finally {
      await other.stop();
    }
    await expect(fetch(other.endpoint)).rejects.toThrow();
    expect((await fetch(`${aws().endpoint}/_ministack/ready`)).ok).toBe(true);
  });

  it('says so when the wanted port is taken, and does not take what serves there for its own', async () => {
    const port = Number(new URL(aws().endpoint).port);
    await expect(startLocalAws({ root, port })).rejects.toMatchObject({
      name: 'LocalAwsError',
      problem: 'start',
      message: expect.stringContaining('already in use'),
    });
  });

  it('leaves no worker of a function behind when it is stopped', async () => {
    const other = await startLocalAws({ root });
    const shown = await deployFunction(other, 'shows-pid', versionSource, []);
    const { pid } = (await shown.invoke({})) as { pid: number };
    expect(processStart(pid)).not.toBeNull();

    await other.stop();

    expect(await until(() => processStart(pid) === null)).toBe(true);
  });
});

describe.skipIf(strict === null)('the local AWS with policies enforced', () => {
  const aws = () => given(strict);

  it('lets a function do what its role allows and nothing else, and tells what it asked for', async () => {
    await Promise.all(
      ['granted', 'foreign'].map((table) => createTable(new DynamoDBClient(clientOptions(aws())), table)),
    );
    const Resource = `arn:aws:dynamodb:${aws().region}:${aws().accountId}:table/granted`;
    const reader = await deployFunction(aws(), 'reader', readSource, [
      { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource },
    ]);

    expect(await reader.invoke(['granted', 'foreign'])).toEqual(['read', 'AccessDeniedException']);

    expect(aws().calls.map(({ action, status }) => [action, status])).toEqual(
      expect.arrayContaining([
        ['dynamodb:GetItem', 200],
        ['dynamodb:GetItem', 403],
      ]),
    );
    expect(aws().calls.filter(({ action }) => action !== 'dynamodb:GetItem')).toEqual([]);
  });
});

describe.skipIf(withMoto === null)('the local AWS with moto', () => {
  const aws = () => given(withMoto);

  it('serves what MiniStack lacks at an endpoint of its own', async () => {
    const endpoint = aws().motoEndpoint ?? '';
    const client = new ElasticLoadBalancingV2Client({ ...clientOptions(aws()), endpoint });

    expect((await client.send(new DescribeLoadBalancersCommand({}))).LoadBalancers).toEqual([]);
    expect(aws().environment.AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING).toBe(endpoint);
  });
});

describe.skipIf(plain === null)('whoever starts the local AWS', () => {
  it.each([
    ['ends by itself', null],
    ['fails', null],
    ['gets SIGINT', 'SIGINT'],
    ['gets SIGTERM', 'SIGTERM'],
    ['gets SIGKILL', 'SIGKILL'],
  ] as const)('leaves nothing running when it %s', async (how, signal) => {
    const temporary = scratchFolder();
    const { child, pids, exited } = await starter(how, temporary);
    if (signal) child.kill(signal);
    const [code, by] = await exited;

    expect([code, by]).toEqual(signal ? [null, signal] : [how === 'fails' ? 1 : 0, null]);
    expect(await until(() => pids.every((pid) => processStart(pid) === null))).toBe(true);
    expect(await until(() => readdirSync(temporary).length === 0)).toBe(true);
  });
});

/** A process that starts a local AWS, runs a function in it, tells the pids of all, and then goes the given way. */
async function starter(how: string, temporary: string) {
  const file = join(import.meta.dirname, 'starter.ts');
  const child = spawn(process.execPath, [file, how], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, TMPDIR: temporary },
  });
  const exited = once(child, 'exit');
  const [line] = await once(child.stdout, 'data');
  return { child, exited, pids: JSON.parse(String(line)) as number[] };
}

async function until(condition: () => boolean): Promise<boolean> {
  const giveUpAtMs = Date.now() + patienceMs;
  while (!condition() && Date.now() < giveUpAtMs) await sleep(20);
  return condition();
}

async function createTable(client: DynamoDBClient, TableName: string): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
}

function hexPort(endpoint: string): string {
  return Number(new URL(endpoint).port).toString(16).toUpperCase().padStart(4, '0');
}

/** The addresses, as the kernel writes them, on which these processes listen. */
function listeningAddresses(pids: readonly number[]): string[] {
  const sockets = new Set(pids.flatMap(socketsOf));
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => readFileSync(table, 'utf8').split('\n').slice(1));
  const fields = rows.map((row) => row.trim().split(/\s+/));
  return fields.filter((field) => field[3] === '0A' && sockets.has(field[9] ?? '')).map((field) => field[1] ?? '');
}

function socketsOf(pid: number): string[] {
  const links = readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`));
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
}

function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}
