import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { accountOfData, type DataAccount } from '../../aws/account-of-data.ts';
import { runHeadroom } from '../../run-headroom.ts';

const gib = 2 ** 30;
const hours = (value: number) => Array.from({ length: 48 }, () => value);
const account: DataAccount = {
  databases: [
    {
      ...{ DBInstanceIdentifier: 'orders', DBInstanceClass: 'db.r6g.2xlarge', Engine: 'postgres', MultiAZ: 'true' },
      ...{ AllocatedStorage: '100', StorageType: 'gp3' },
    },
    { DBInstanceIdentifier: 'ledger', DBInstanceClass: 'db.x2g.xlarge', Engine: 'postgres' },
  ],
  nodes: ['sessions-001', 'sessions-002'].map((CacheClusterId) => ({
    ...{ CacheClusterId, ReplicationGroupId: 'sessions', CacheNodeType: 'cache.r7g.xlarge', Engine: 'valkey' },
  })),
  hours: {
    'CPUUtilization of orders': hours(12),
    'FreeableMemory of orders': hours(50 * gib),
    'CPUUtilization of ledger': hours(92),
    'FreeableMemory of ledger': hours(30 * gib),
    'EngineCPUUtilization of sessions-001': hours(9),
    'EngineCPUUtilization of sessions-002': hours(4),
    'DatabaseMemoryUsagePercentage of sessions-001': hours(31),
  },
};
/** Half of what a standby and its database cost, and of two nodes. */
const [ofOrders, ofSessions] = [0.9 * 730, 0.437 * 0.8 * 730].map(Math.round) as [number, number];

const folder = mkdtempSync(join(tmpdir(), 'headroom-advise-data-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command against such an account. */
async function told(of: DataAccount, ...args: string[]) {
  const { environment, asked, stop } = await accountOfData(of);
  const ran = await runHeadroom(args, environment);
  stop();
  return { ...ran, asked };
}

describe('headroom advise', () => {
  it('tells of databases and caches that are too large, with dollars, where nothing scales by units', async () => {
    const { exitCode, stdout } = await told(account, 'advise');
    const total = (ofOrders + ofSessions).toLocaleString('en-US');
    expect(exitCode).toBe(0);
    expect(stdout.split('\n')[0]).toBe(
      `Nothing here scales by units. A size less would do for 1 database and 1 cache, for $${total} a month less; 1 database has no room left.`,
    );
    expect(stdout).toContain(`1 x db.r6g.xlarge would serve what 1 x db.r6g.2xlarge do, for ${ofOrders} dollars less`);
    expect(stdout).toContain(`2 x cache.r7g.large would serve what 2 x cache.r7g.xlarge do, for ${ofSessions} dollars`);
    expect(stdout).toContain(
      'no price is known of db.x2g.xlarge of postgres: say what one costs by "headroom sizes data --price"',
    );
  });

  it('answers machines and writes a page with the same', async () => {
    const page = join(folder, 'advice.html');
    const { stdout } = await told(account, 'advise', '--json', '--html', page);
    const { says, data, troubles } = JSON.parse(stdout);
    expect(says).toContain('A size less would do for 1 database and 1 cache');
    expect(data.advice).toMatchObject([
      { name: 'orders', of: 'database', kind: 'smaller', from: 'db.r6g.2xlarge', to: 'db.r6g.xlarge' },
      { name: 'ledger', kind: 'larger', to: 'db.x2g.2xlarge', savedUsdPerMonth: null },
      { name: 'sessions', of: 'cache', kind: 'smaller', to: 'cache.r7g.large' },
    ]);
    expect(data.pricesOf).toEqual({ readOn: '2026-03-18', region: 'us-east-1' });
    expect(troubles).toEqual([]);
    const html = readFileSync(page, 'utf8');
    expect(html).toContain('Sizes of databases and caches');
    expect(html).not.toContain('Zoom in');
    expect(html).toContain(`-$${ofOrders}`);
  });

  it('leaves the rest as it is where a service refuses, and tells it in a sentence', async () => {
    const { exitCode, stdout } = await told({ ...account, refused: ['DescribeDBInstances'] }, 'advise');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('2 x cache.r7g.large would serve');
    expect(stdout).toMatch(/^sizes of databases: these AWS credentials may not call RDS DescribeDBInstances/m);
  });

  it('ends with an error where an account has nothing at all', async () => {
    const { exitCode, stderr } = await told({ databases: [], nodes: [], hours: {} }, 'advise');
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('us-east-1 has nothing that scales'),
    });
    const refused = ['DBInstances', 'CacheClusters', 'ReplicationGroups'].map((one) => `Describe${one}`);
    expect((await told({ ...account, refused }, 'advise')).stderr).toContain('sizes of caches: these AWS credentials');
  });

  it('tells of a cache what it lacks, and its other type once', async () => {
    const busy = { ...account.hours, 'EngineCPUUtilization of sessions-001': hours(50) };
    const idle = await told(account, 'advise', '--only', 'sessions');
    expect(idle.stdout).toContain('cache sessions: valkey, 2 of cache.r7g.xlarge');
    expect(idle.stdout).not.toContain('% full at most');
    const byMemory = await told({ ...account, hours: busy }, 'advise');
    expect(byMemory.stdout).toContain('its nodes were 31 % full at most; cache.r7g.large would hold that');
  });

  it('goes by prices that sizes refresh has written, caches too, and says whose they are', async () => {
    const file = join(folder, 'prices.json');
    const sizes = [{ name: 'm7g.large', vcpus: 2, memoryGib: 8, usdPerHour: 0.1 }];
    const node = (name: string, usdPerHour: number) => ({ name, engine: 'valkey', usdPerHour });
    const data = [node('cache.r7g.xlarge', 2), node('cache.r7g.large', 1), node('cache.m7g.large', 1.5)];
    const list = { readOn: '2026-11-29', region: 'eu-central-1', sizes };
    writeFileSync(file, JSON.stringify({ ...list, data }));
    const { exitCode, stdout } = await told(account, 'advise', '--sizes', file, '--only', 'sessions');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('for 1460 dollars less a month');
    expect(stdout).toContain('at list prices of eu-central-1 of 2026-11-29');
    expect(stdout).toContain(
      'its own prices are had by "headroom sizes refresh --region us-east-1 --write sizes.json"',
    );
    const busy = { ...account.hours, 'EngineCPUUtilization of sessions-001': hours(50) };
    const byMemory = await told({ ...account, hours: busy }, 'advise', '--sizes', file, '--json');
    expect(JSON.parse(byMemory.stdout)).toMatchObject({ pricesOf: { region: 'eu-central-1', readOn: '2026-11-29' } });
    expect(byMemory.stdout).toContain('cache.r7g.large would hold that for $1459.20 a month less');
    writeFileSync(file, JSON.stringify(list));
    const older = await told(account, 'advise', '--sizes', file);
    expect(older.stderr).toContain('has no prices of databases; write it');
    expect(older.asked).toEqual([]);
  });

  it('takes only what is named', async () => {
    const { stdout } = await told(account, 'advise', '--only', 'ORDERS', '--json');
    expect(JSON.parse(stdout).data.looked).toHaveLength(1);
  });
});

describe('headroom sizes data', () => {
  it('says the same as advise', async () => {
    const { stdout, stderr } = await told(account, 'sizes', 'data');
    const advised = await told(account, 'advise');
    expect(stdout.trim().split('\n')).toHaveLength(3);
    for (const line of stdout.trim().split('\n')) expect(advised.stdout).toContain(line);
    expect(stderr).toContain('prices of us-east-1, on demand, as they were on 2026-03-18');
    expect(stderr).toContain('3 databases and caches were looked at, and 3 things advised');
  });

  it('goes by a price that is given, and by prices that sizes refresh has written', async () => {
    const given = await told(account, 'sizes', 'data', '--only', 'Orders', '--price', '2');
    expect(given.stdout).toContain('for 730 dollars less a month');
    const ofAll = await told(account, 'sizes', 'data', '--price', '2');
    expect(ofAll.stderr).toContain(
      '--price: is of one class, and databases of db.r6g.2xlarge, db.x2g.xlarge were found',
    );
    const file = join(folder, 'sizes.json');
    const size = { name: 'm7g.large', vcpus: 2, memoryGib: 8, usdPerHour: 0.1 };
    const data = [{ name: 'db.x2g.xlarge', engine: 'postgres', usdPerHour: 1 }];
    writeFileSync(file, JSON.stringify({ readOn: '2026-11-29', region: 'eu-central-1', sizes: [size], data }));
    const refreshed = await told(account, 'sizes', 'data', '--only', 'ledger', '--sizes', file);
    expect(refreshed.stdout).toContain('for 730 dollars more a month');
    expect(refreshed.stderr).toContain('prices of eu-central-1, on demand, as they were on 2026-11-29');
    writeFileSync(file, JSON.stringify({ readOn: '2026-11-29', region: 'eu-central-1', sizes: [size] }));
    const older = await told(account, 'sizes', 'data', '--sizes', file);
    expect(older).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('has no prices of databases; write it'),
    });
  });

  it('tells what one service refuses, and ends with it where both do', async () => {
    const one = await told({ ...account, refused: ['DescribeCacheClusters'] }, 'sizes', 'data');
    expect(one).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('db.r6g.xlarge would serve') });
    expect(one.stderr).toContain('sizes of caches: these AWS credentials may not call');
    const both = await told({ ...account, refused: ['DescribeCacheClusters', 'DescribeDBInstances'] }, 'sizes', 'data');
    expect(both).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('may not call RDS DescribeDBInstances'),
    });
  });
});
