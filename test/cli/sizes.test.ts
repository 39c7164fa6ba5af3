import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runHeadroom } from './run-headroom.ts';

const folder = mkdtempSync(join(tmpdir(), 'headroom-sizes-'));
const file = join(folder, 'traffic.csv');
const lines = Array.from({ length: 288 }, (_, slot) => {
  const at = new Date(Date.UTC(2026, 2, 1) + slot * 300_000).toISOString();
  return `${at},${(1000 - 400 * Math.cos((2 * Math.PI * slot) / 288)).toFixed(1)}`;
});
writeFileSync(file, `timestamp,value\n${lines.join('\n')}\n`);

afterAll(() => rmSync(folder, { recursive: true }));

const advise = (...args: string[]) =>
  runHeadroom(['sizes', 'advise', file, '--size', 'm6i.large', ...args], { PATH: process.env.PATH ?? '' });

/**
 * The price list as AWS tells it, over its own protocol: of eu-central-1 it has all sizes but those of m8g, tasks of
 * Fargate on x86, and one class of database.
 */
interface Asked {
  readonly ServiceCode: string;
  readonly Filters: readonly { readonly Field: string; readonly Value: string }[];
}
const asked: string[] = [];
const priceList = createServer(async (request, response) => {
  let text = '';
  for await (const part of request) text += part;
  const { ServiceCode, Filters } = JSON.parse(text) as Asked;
  const of = Object.fromEntries(Filters.map(({ Field, Value }) => [Field, Value]));
  const engine = of.databaseEngine ?? of.cacheEngine;
  const instanceType = of.instanceType ?? '';
  asked.push(`${request.headers['x-amz-target']} ${engine ?? `${instanceType} ${of.operatingSystem} ${of.tenancy}`}`);
  const isThere =
    engine !== undefined ? engine === 'MySQL' : of.regionCode === 'eu-central-1' && !instanceType.startsWith('m8g');
  const ofClass = { instanceType: 'db.r6g.large', usagetype: 'EUC1-InstanceUsage:db.r6g.large' };
  const ofSize = { instanceType, vcpu: '2', memory: '8 GiB', regionCode: of.regionCode };
  const product = { attributes: engine === undefined ? ofSize : ofClass };
  const dimension = (USD: string) => ({ priceDimensions: { D: { unit: 'Hrs', pricePerUnit: { USD } } } });
  const reserved = { product, terms: { OnDemand: { O: dimension('0.0000000000') } } };
  const running = { product, terms: { OnDemand: { O: dimension('0.1150000000') } } };
  const ofTasks = ['vCPU-Hours:perCPU', 'GB-Hours'].map((usage) => ({
    product: { attributes: { usagetype: `EUC1-Fargate-${usage}` } },
    terms: { OnDemand: { O: { priceDimensions: { D: { unit: 'hours', pricePerUnit: { USD: '0.0465600000' } } } } } },
  }));
  const found = ServiceCode === 'AmazonECS' ? ofTasks : isThere ? [reserved, running] : [];
  const PriceList = found.map((one) => JSON.stringify(one));
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify({ FormatVersion: 'aws_v1', PriceList }));
});

describe('headroom sizes refresh', () => {
  const refresh = async (...args: string[]) => {
    await new Promise<void>((resolve) => void priceList.listen(0, '127.0.0.1', resolve));
    const { port } = priceList.address() as AddressInfo;
    const AWS_ENDPOINT_URL_PRICING = `http://127.0.0.1:${port}`;
    const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
    const environment = { PATH: process.env.PATH ?? '', AWS_ENDPOINT_URL_PRICING, ...credentials };
    const ran = await runHeadroom(['sizes', 'refresh', ...args], environment);
    priceList.closeAllConnections();
    await new Promise((resolve) => priceList.close(resolve));
    return ran;
  };

  it('asks the price list for each size, and writes what advise reads; what a Region has not is told', async () => {
    const written = join(folder, 'sizes.json');
    const ran = await refresh('--region', 'eu-central-1', '--write', written);
    expect(ran).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('36 sizes of eu-central-1 are in') });
    expect(ran.stderr).toContain('eu-central-1 has no m8g.large, m8g.xlarge');
    expect(ran.stdout).toContain('with Fargate and 1 price of databases and caches; name it with --sizes');
    expect(ran.stderr).toContain('m8g.4xlarge, Fargate on ARM, mariadb, postgres');
    expect(asked).toHaveLength(48);
    expect(asked).toContain('AWSPriceListService.GetProducts m7g.large Linux Shared');
    const { sizes, fargate, data } = JSON.parse(readFileSync(written, 'utf8'));
    expect(sizes[0]).toEqual({ name: 'm6i.large', vcpus: 2, memoryGib: 8, usdPerHour: 0.115 });
    expect(fargate).toEqual({ x86: { usdPerCpuHour: 0.04656, usdPerGbHour: 0.04656 } });
    expect(data).toEqual([{ name: 'db.r6g.large', engine: 'mysql', usdPerHour: 0.115 }]);
    const advised = await advise('--unit-capacity', '100', '--measured', 'm7g.large=167', '--sizes', written);
    expect(advised.stdout).toContain('12 x m7g.large would serve what 20 x m6i.large do');
    expect(advised.stderr).toContain('prices of eu-central-1');
  });

  it('says that a Region has none of them', async () => {
    const ran = await refresh('--region', 'mars-north-1');
    expect(ran).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('none of the 40 sizes in "mars-north-1"'),
    });
  });

  it('is refused by advise where it is none', async () => {
    for (const readOn of ['today', '2026-02-30']) {
      writeFileSync(join(folder, 'other.json'), JSON.stringify({ readOn, region: 'x', sizes: [] }));
      const { exitCode, stderr } = await advise('--unit-capacity', '100', '--sizes', join(folder, 'other.json'));
      expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/readOn.*yyyy-mm-dd/)]);
    }
  });
});

describe('a file of prices', () => {
  const size = { name: 'm6i.large', vcpus: 2, memoryGib: 8, usdPerHour: 0.115 };
  const list = { readOn: '2026-03-01', region: 'eu-central-1', sizes: [size], data: [] };
  const taken = async (text: string) => {
    const prices = join(folder, 'given.json');
    writeFileSync(prices, text);
    return advise('--unit-capacity', '100', '--sizes', prices);
  };

  it.each<[object | null, RegExp]>([
    [null, /--sizes: .*given\.json: config: null is not accepted/],
    [
      { ...list, sizes: [{ ...size, usdPerHour: -1 }] },
      /--sizes: .*given\.json: sizes\[0\]\.usdPerHour: -1 is too small/,
    ],
    [{ ...list, currency: 'EUR' }, /given\.json: currency: there is no such field/],
    [{ ...list, sizes: [size, { ...size, usdPerHour: 0.2 }] }, /sizes: .*is a list in which one is priced twice/],
    [{ ...list, readOn: '2999-01-01' }, /readOn: 2999-01-01 is yet to come/],
  ])('is refused by its name where it is %j', async (prices, says) => {
    expect(await taken(JSON.stringify(prices))).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(says) });
  });

  it('may begin with a mark of its encoding, and is told of where it is old', async () => {
    const { exitCode, stderr } = await taken(`\uFEFF${JSON.stringify({ ...list, readOn: '2019-01-01' })}`);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('has prices of 2019-01-01; those of today are had by "headroom sizes refresh"');
    expect(
      (await taken(JSON.stringify({ ...list, readOn: new Date().toISOString().slice(0, 10) }))).stderr,
    ).not.toContain('today');
  });
});

describe('headroom sizes advise', () => {
  it('says which size would serve the same for less, and of which prices', async () => {
    const { exitCode, stdout, stderr } = await advise('--unit-capacity', '100', '--measured', 'm7g.large=167');
    expect([exitCode, stdout.split('\n')[0]]).toEqual([
      0,
      '12 x m7g.large would serve what 20 x m6i.large do, for 495 dollars less a month, because one serves 1.67 times as much for 0.85 of the price',
    ]);
    expect(stdout).toContain('m6i.large (now)');
    expect(stderr).toContain('prices of us-east-1, Linux, on demand, as they were on 2026-01-19');
  });

  it('answers machines in one object', async () => {
    const { stdout } = await advise('--unit-capacity', '100', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      says: 'keep m6i.large: no size that is known to serve is more than 3 % cheaper',
      pricesOf: { readOn: '2026-01-19' },
      own: { name: 'm6i.large', mostUnits: 20 },
    });
  });

  it.each([
    [['--unit-capacity', '0'], '--unit-capacity: "0" is not a number above 0'],
    [
      ['--unit-capacity', '100', '--measured', 'm7g=3'],
      '--measured: "m7g=3" is not a measured size; write type=number',
    ],
    [['--unit-capacity', '100', '--overhead', '1'], '--overhead: "1" is not a share'],
    [['--unit-capacity', '100', '--min', '9', '--max', '3'], '--min: 9 is above --max 3'],
    [
      ['--unit-capacity', '100', '--measured', 'm6i.large=300'],
      '--measured: m6i.large=300 contradicts --unit-capacity 100',
    ],
    [
      ['--unit-capacity', '100', '--measured', 'm7q.large=300'],
      '--measured: "m7q.large" is not among the 40 sizes that are known; did you mean "m7g.large" or "m7i.large"',
    ],
    [['--unit-capacity', '100', '--size', 'z1d.metal'], '--size: "z1d.metal" is not among the 40 sizes'],
    [['--unit-capacity', '1'], '--max: 100 x m6i.large do not serve what was to be served'],
  ])('refuses %j, naming field, value and fix', async (args, says) => {
    expect(await advise(...args)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(says) });
  });
});

describe('headroom sizes try and sizes data', () => {
  const refusing = async (...args: string[]) =>
    (await runHeadroom(['sizes', ...args], { PATH: process.env.PATH ?? '' })).stderr;

  it('refuse by name what is no memory, no count and no price, before anything is asked', async () => {
    expect(await refusing('try', 'resize', '--memory', '512,big')).toContain('write MB from 128 to 10240');
    expect(await refusing('try', 'resize', '--runs', '1000')).toContain('write 1 to 100');
    expect(await refusing('try', 'resize', '--at-most-ms', '0')).toContain('is not a number above 0');
    expect(await refusing('data', '--price', 'cheap')).toContain('is not a price above 0');
  });
});
