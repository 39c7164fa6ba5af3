import { CloudFormationClient, CreateStackCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { dynamoDbFindings } from '../../adapters/ledger/findings.ts';
import { dynamoDbSettings } from '../../adapters/scaling/settings.ts';
import { ownedConfigs } from '../../adapters/table/owned-configs.ts';
import type { Table } from '../../adapters/table/table.ts';
import { takesOf } from '../../cli/completion/takes.ts';
import { everyCommand } from '../../cli/program.ts';
import { parseBalance } from '../../core/balancing/config/parse-balance.ts';
import type { Entry } from '../../core/model/entry.ts';
import { run } from '../../core/pipeline.ts';
import { scaling } from '../../core/scaling/scaling.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { type Ran, runHeadroom } from '../cli/run-headroom.ts';
import { aBalanceInput } from '../core/balancing/fleet.ts';
import { nobody } from '../docs/wrong-command.ts';
import { aCapacity, aScalable, minuteMs } from '../fixtures.ts';
import { exampleEntries } from '../laws/example-entries.ts';
import { ledgerTable } from './ledger-table.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const aws = await localAwsOrNone();
const tableName = 'shop-headroom';
const scalable = 'checkout/web';

afterAll(() => aws?.stop());

function leavesOf(command: Command, path: readonly string[] = []): { path: readonly string[]; command: Command }[] {
  if (command.commands.length === 0) return [{ path, command }];
  return command.commands.flatMap((below) => leavesOf(below, [...path, below.name()]));
}

/** A look by the real spine into the real ledger, at a made-up service that needs 15 units. */
async function look(table: Table, nowMs: number): Promise<Entry> {
  const settings = dynamoDbSettings(table);
  const points = Array.from({ length: 15 }, (_, ago) => ({
    atMs: Math.floor(nowMs / minuteMs - ago) * minuteMs,
    value: 1500,
  }));
  const world = {
    settings,
    source: { read: async () => ({ metric: { points, trouble: null }, witness: null }) },
    target: {
      capacity: async () => aCapacity({ asked: 10 }),
      setCapacity: async () => ({ is: 'applied', because: null }) as const,
    },
    alarms: { state: async () => null },
  };
  const signal = {
    kind: 'manual',
    id: 'm',
    atMs: null,
    dryRun: false,
    capability: 'scaling',
    subject: scalable,
  } as const;
  let ids = 0;
  const spine = {
    ledger: dynamoDbLedger(table),
    clock: { nowMs: () => nowMs },
    newId: () => `${nowMs}-${ids++}`,
    leaseMs: 60_000,
  };
  return run(scaling(world), scalable, signal, spine);
}

describe.runIf(aws !== null)('the command line on a real table', () => {
  let table: Table;
  let entry: Entry;
  const environment = onlyLocal(aws?.environment ?? {});
  const headroom = (...args: string[]): Promise<Ran> => runHeadroom([...args, '--deployment', 'shop'], environment);

  beforeAll(async () => {
    if (aws === null) return;
    table = await ledgerTable(aws.endpoint, tableName);
    await ownedConfigs(table, 'scaling').put(aScalable({}, scalable), 'test');
    entry = await look(table, Date.now());
    await exportTable(aws.endpoint);
  });

  it('finds the table by the export of the deployment’s stack, or says that there is none', async () => {
    expect((await headroom('explain', scalable)).exitCode).toBe(0);
    const { exitCode, stderr } = await runHeadroom(['explain', scalable, '--deployment', 'other'], environment);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('no stack exports the table of a deployment "other"');
  });

  it('explains the last looks to a person and to a machine', async () => {
    const { stdout } = await headroom('explain', scalable, '--last', '1');
    expect(stdout).toContain('asked 10, running 10 -> desired 15   applied');
    expect(stdout).toContain(entry.id);
    expect(JSON.parse((await headroom('explain', scalable, '--json')).stdout)).toMatchObject([
      { id: entry.id, outcome: { is: 'applied' } },
    ]);
    expect((await headroom('explain', 'checkout/unknown')).stderr).toContain(
      'nothing is recorded of "checkout/unknown"',
    );
  });

  it('explains everything that has a name, each under its own heading, or what is asked for', async () => {
    const others = (await exampleEntries()).filter(({ capability }) => capability !== 'scaling');
    for (const one of others) await dynamoDbLedger(table).append(one);
    const { stdout } = await headroom('explain', scalable);
    expect(stdout).toMatch(/^scalable checkout\/web: its last look\n/);
    expect(stdout).toMatch(/\n\nbalance checkout\/web: its last look\n/);
    const narrowed = (await headroom('explain', scalable, '--of', 'balancing')).stdout;
    expect(narrowed).toMatch(/^balance checkout\/web: its last look\n/);
    expect(narrowed).not.toContain('scalable');
    for (const { subject, id } of others) expect((await headroom('explain', subject)).stdout).toContain(id);
    for (const { subject, id } of others)
      expect(await headroom('replay', id, '--of', subject)).toMatchObject({
        exitCode: 0,
        stdout: expect.stringMatching(/^same/),
      });
    const all = JSON.parse((await headroom('explain', scalable, '--json')).stdout) as Entry[];
    expect(all.map(({ capability }) => capability)).toEqual(['scaling', 'balancing']);
  });

  it('answers 1, and says so, to every command that is given a name that nobody has', async () => {
    const filled: Readonly<Record<string, string>> = { what: 'list', slot: '1', shard: 'a', key: 'k', move: 'm' };
    const needed = [
      '--load',
      '2x',
      '--to',
      'b',
      '--for',
      '1h',
      '--units',
      '1',
      '--cpu',
      '1',
      '--memory',
      '1Gi',
      '--to-keys',
      '9',
    ];
    const named = leavesOf(await everyCommand(nobody)).flatMap(({ path, command }) => {
      const [first, ...others] = command.registeredArguments;
      const takes = takesOf(first?.name() ?? '')?.is ?? 'anything';
      if (!['names', 'services', 'caches'].includes(takes)) return [];
      const more = others.filter(({ required }) => required).map((one) => filled[one.name()] ?? 'x');
      const isTaken = (flag: string) => command.options.some(({ long }) => long === flag);
      const options = needed.flatMap((flag, at) => (isTaken(flag) ? [flag, needed[at + 1] ?? ''] : []));
      const where = isTaken('--deployment') ? ['--deployment', 'shop'] : [];
      return [[...path, 'checkout/wbe', ...more, ...options, ...where]];
    });
    expect(named.length).toBeGreaterThan(20);
    for (const args of named) {
      const { exitCode, stdout, stderr } = await runHeadroom(args, environment);
      expect({ args, exitCode, stdout }).toEqual({ args, exitCode: 1, stdout: '' });
      expect(stderr).toMatch(/^error: /);
      // The emulator has no rules that mute.
      if (!stderr.includes('Unknown action')) expect(stderr).not.toContain('this is not an error that Headroom knows');
    }
  }, 180_000);

  it('completes the names that are deployed', async () => {
    const offered = (...words: string[]) => runHeadroom(['complete', '--', ...words], environment);
    expect((await offered('override', '--deployment', 'shop', 'check')).stdout).toBe('checkout/web\n');
    const nowhere = await offered('override', '--deployment', 'other', 'check');
    expect(nowhere).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  });

  it('suggests names that are configured, and tells what waits for its first look', async () => {
    await ownedConfigs(table, 'balancing').put(parseBalance('search/web', aBalanceInput()), 'test');
    expect((await headroom('explain', 'chekout/web')).stderr).toContain('did you mean the scalable checkout/web?');
    expect((await headroom('explain', 'serch/web')).stderr).toContain('did you mean the balance search/web?');
    expect((await headroom('explain', 'search/web')).stderr).toContain(
      'it is there as balance; wait for its first look',
    );
  });

  it('tells with a subject what has been found out about its service, as long as that holds', async () => {
    const nowMs = Date.now();
    const findings = dynamoDbFindings(table);
    const found = (id: string, service: string, tier: string, untilMs: number) =>
      findings.put({
        schema: 1,
        id,
        kind: 'bottleneck',
        service,
        tier,
        because: { says: id },
        sinceMs: nowMs,
        untilMs,
      });
    await found('a-database', 'checkout', 'db', nowMs + 60 * minuteMs);
    await found('locks', 'checkout', 'web', nowMs + 60 * minuteMs);
    await found('over', 'checkout', 'web', nowMs - 1);
    await found('elsewhere', 'checkouts', 'web', nowMs + 60 * minuteMs);
    const { stdout } = await headroom('explain', scalable);
    expect(stdout).toMatch(
      /service checkout: what has been found out\n {2}bottleneck of web: locks .*\n {2}bottleneck of db: a-database /,
    );
    expect(stdout).not.toMatch(/over \(|elsewhere/);
    expect((await findings.list(nowMs)).map(({ id }) => id).sort()).toEqual(['a-database', 'elsewhere', 'locks']);
  });

  it('replays an entry, says that it is the same, or names what differs with exit code 1', async () => {
    const same = await headroom('replay', entry.id);
    expect(same).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('same: checkout/web') });
    const changed = {
      ...entry,
      id: `${entry.id}x`,
      decision: entry.decision && { ...entry.decision, desired: { units: 3 } },
    };
    await dynamoDbLedger(table).append(changed);
    const different = await headroom('replay', changed.id);
    expect(different.exitCode).toBe(1);
    expect(different.stdout).toContain('desired.units: was 3, is 15');
    expect((await headroom('replay', `${String(Date.now()).padStart(15, '0')}-none`)).stderr).toContain('no entry');
  });

  it('sets, lists and removes overrides, which the next look then sees', async () => {
    expect((await headroom('override', scalable, 'floor', '18', '--for', '2h', '--note', 'launch')).stdout).toMatch(
      /floor 18 for 2h, until .* \(launch\)/,
    );
    expect(JSON.parse((await headroom('override', scalable, 'list', '--json')).stdout)).toMatchObject([
      { kind: 'floor', units: 18, note: 'launch' },
    ]);
    expect((await look(table, Date.now() + 10 * minuteMs)).decision?.desired).toEqual({ units: 18 });
    expect((await headroom('override', scalable, 'remove', 'floor')).stdout).toContain('floor removed');
    expect((await headroom('override', scalable, 'list')).stdout).toContain('no override is in force');
    expect((await headroom('override', scalable, 'remove', 'floor')).stderr).toContain('has no floor to remove');
    expect((await headroom('override', 'checkout/unknown', 'pause', '--for', '1h')).stderr).toContain(
      'there is no scalable "checkout/unknown"; ',
    );
    expect((await headroom('override', scalable, 'pause', '--for', '30d')).stderr).toContain('7 is the most');
  });

  it('sets what it is told to where no look can be woken, says so, and wakes none where nobody wants that', async () => {
    const unwoken = await headroom('override', scalable, 'ceiling', '20', '--for', '2h');
    expect(unwoken).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('within five minutes') });
    expect(unwoken.stderr).toContain('this deployment has no shop-resource-allocator here');
    const quiet = await headroom('override', scalable, 'remove', 'ceiling', '--no-wake', '--json');
    expect(quiet).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(quiet.stdout)).toEqual({ scalable, removed: 'ceiling', look: null });
  });

  it('tells how everything stands, of one, of a service, or as JSON; a name that nobody has is an error with names', async () => {
    const { stdout } = await headroom('status', 'checkout');
    expect(stdout).toMatch(/^deployment shop acts; of \d+, .*\nSUBJECT .*\n/);
    expect(stdout).toMatch(/checkout\/web +scalable +on +\d+ +10 +\d+ +\d+ to \d+ +\S+ ago/);
    const told = JSON.parse((await headroom('status', scalable, '--json')).stdout);
    expect(told).toMatchObject({ deployment: 'shop', stop: { stopped: false }, subjects: expect.any(Array) });
    const unknown = await headroom('status', 'chekout/web');
    expect(unknown).toMatchObject({ exitCode: 1, stdout: '' });
    expect(unknown.stderr).toContain('did you mean the scalable checkout/web');
    const asJson = await headroom('explain', 'chekout/web', '--json');
    expect(asJson).toMatchObject({ exitCode: 1, stdout: '' });
    expect(asJson.stderr).toContain('did you mean the scalable checkout/web');
  });

  it('goes on telling until Ctrl-C, and ends cleanly', async () => {
    const args = ['status', '-w', '--every', '1s', '--deployment', 'shop'];
    const { exitCode, stdout, stderr } = await runHeadroom(args, environment, 'SUBJECT');
    expect(exitCode).toBe(130);
    expect(stdout).toContain('deployment shop acts');
    expect(stderr).not.toContain('    at ');
  });

  it('stops and starts all acting, but never without a yes', async () => {
    const unasked = await headroom('stop');
    expect(unasked).toMatchObject({ exitCode: 1, stdout: '' });
    expect(unasked.stderr).toContain('add --yes');
    expect((await headroom('stop', '--dry-run')).stdout).toContain('nothing was changed');
    expect((await look(table, Date.now() + 20 * minuteMs)).outcome?.is).toBe('applied');
    expect((await headroom('stop', '--yes', '--note', 'game day')).stdout).toContain(
      'is stopped: no capacity is changed',
    );
    expect((await look(table, Date.now() + 30 * minuteMs)).outcome?.is).toBe('recommended');
    expect((await headroom('stop', '--yes')).stdout).toContain('is stopped already');
    expect(JSON.parse((await headroom('start', '--yes', '--json')).stdout)).toMatchObject({
      deployment: 'shop',
      stopped: false,
    });
    expect((await look(table, Date.now() + 40 * minuteMs)).outcome?.is).toBe('applied');
  });

  it('says how to have something purged where nothing is', async () => {
    const { exitCode, stderr } = await headroom('purge', '/a');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('deployment shop purges nothing; add headroom.purge(...) to your app');
  });

  it('shows an intention that nobody completed as such', async () => {
    const intended = {
      ...entry,
      id: `${String(Date.now() + 60 * minuteMs).padStart(15, '0')}-intended`,
      outcome: null,
    };
    await dynamoDbLedger(table).append(intended);
    expect((await headroom('explain', scalable, '--last', '1')).stdout).toContain('INTENDED, not completed');
  });
});

/** A stack such as Headroom's own, as far as the command line is concerned. */
async function exportTable(endpoint: string): Promise<void> {
  const client = new CloudFormationClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const template = {
    Resources: { Queue: { Type: 'AWS::SQS::Queue' } },
    Outputs: { TableName: { Value: tableName, Export: { Name: 'shop-table' } } },
  };
  await client.send(new CreateStackCommand({ StackName: 'shop', TemplateBody: JSON.stringify(template) }));
  await waitUntilStackCreateComplete({ client, minDelay: 1, maxDelay: 2, maxWaitTime: 30 }, { StackName: 'shop' });
}
