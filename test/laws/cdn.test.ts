import { afterEach, describe, expect, test, vi } from 'vitest';
import { cdns } from '../../adapters/purging/cdns/catalogue.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { Term } from '../../core/ports.ts';
import { cannotBecause } from '../../core/purging/cannot.ts';
import type { CdnConfig, CdnKind } from '../../core/purging/config/purge.ts';
import type { Cdn } from '../../core/purging/ports.ts';
import { requestsOf } from '../../core/purging/submissions.ts';
import { awsError } from '../adapters/aws-error.ts';
import { FakeCloudFront } from '../adapters/purging/cdns/cloudfront/fake-cloudfront.ts';
import { cloudflareContract, fastlyContract, known } from '../adapters/purging/cdns/contracts.ts';
import { FakeCdnServer } from '../adapters/purging/cdns/fake-cdn-server.ts';

type Trouble = 'busy' | 'broken' | 'hang';

/** A CDN of some kind with its fake service. */
interface Rig {
  readonly cdn: Cdn;
  readonly config: CdnConfig;
  /** The same kind, of something that is not there. */
  readonly gone: CdnConfig;
  purged(): readonly string[];
  asked(): number;
  trouble(...troubles: readonly Trouble[]): void;
  complete(purgeId: string): void;
}

const nobody = { send: () => Promise.reject(new Error('another kind was asked')) };
const keys = { read: async () => 'good-key', forget: () => {} };
const servers: FakeCdnServer[] = [];

async function overHttp(contract: ConstructorParameters<typeof FakeCdnServer>[0]) {
  const server = await new FakeCdnServer(contract).start();
  servers.push(server);
  const http = {
    busy: { status: 429, headers: { 'retry-after': '7' } },
    broken: { status: 503 },
    hang: 'hang',
  } as const;
  return {
    cdn: cdns({ cloudFront: { reader: nobody, actor: nobody }, fetch: server.fetch, keys, random: () => 0 }),
    purged: () => server.purged,
    asked: () => server.asked.length,
    trouble: (...troubles: readonly Trouble[]) => {
      server.troubles = troubles.map((one) => http[one]);
    },
    complete: () => {},
  };
}

const rigs: { readonly [K in CdnKind]: () => Promise<Rig> } = {
  cloudfront: async () => {
    const fake = new FakeCloudFront();
    const client = fake.client;
    const busy = awsError('TooManyInvalidationsInProgress', 'too many');
    const aws = { busy, broken: awsError('InternalError', 'oh', 503), hang: 'hang' } as const;
    return {
      cdn: cdns({ cloudFront: { reader: client, actor: client }, fetch, keys, random: () => 0 }),
      config: { kind: 'cloudfront', distributionId: 'E1', tenantId: null },
      gone: { kind: 'cloudfront', distributionId: 'E2', tenantId: null },
      purged: () => fake.purged,
      asked: () => fake.called('CreateInvalidation'),
      trouble: (...troubles) => {
        fake.troubles = troubles.map((one) => aws[one]);
      },
      complete: (id) => fake.completed.add(id),
    };
  },
  fastly: async () => {
    const more = { secretArn: 'arn', secretField: null, host: known.host, soft: true };
    return {
      ...(await overHttp(fastlyContract)),
      config: { kind: 'fastly', serviceId: known.service, ...more },
      gone: { kind: 'fastly', serviceId: 'none', ...more },
    };
  },
  cloudflare: async () => {
    const more = { secretArn: 'arn', secretField: null, host: known.host };
    return {
      ...(await overHttp(cloudflareContract)),
      config: { kind: 'cloudflare', zoneId: known.zone, ...more },
      gone: { kind: 'cloudflare', zoneId: 'f'.repeat(32), ...more },
    };
  },
};

const minute: Term = { leftMs: () => 60_000 };
const many = (beginning: string, count: number) => Array.from({ length: count }, (_, index) => `${beginning}${index}`);

afterEach(() => {
  vi.useRealTimers();
  for (const server of servers.splice(0)) server.stop();
});

describe.each(Object.keys(rigs) as CdnKind[])('a CDN of the kind %s', (kind) => {
  test('says what it can do in what JSON keeps', async () => {
    const { cdn, config } = await rigs[kind]();
    const limits = await cdn.limits(config);
    expect(limits.kind).toBe(kind);
    expect(JSON.parse(JSON.stringify(limits))).toEqual(limits);
  });

  test('takes all that it says it can, in requests of the size that it takes', async () => {
    const rig = await rigs[kind]();
    const limits = await rig.cdn.limits(rig.config);
    const wanted = [
      ...many('#tag-', 300),
      ...many('/a/', 150),
      '/b%20c?x=1',
      ...many('/d/', 40).map((one) => `${one}/*`),
    ];
    const items = wanted.filter((item) => cannotBecause(item, { cdn: limits, cachesQueries: false }) === null);
    for (const [index, request] of [...requestsOf(items, limits), ['/*']].entries()) {
      const answer = await rig.cdn.submit(rig.config, { id: `p${index}`, items: request }, minute);
      expect(answer.is).toBe('accepted');
    }
    expect(items.length).toBeGreaterThan(450);
    expect(rig.purged().toSorted()).toEqual([...items, '/*'].sort());
  });

  test('is done with its answer, or tells later when it is', async () => {
    const { cdn, config, complete } = await rigs[kind]();
    const answer = await cdn.submit(config, { id: 'p', items: ['/a'] }, minute);
    const purgeId = answer.is === 'accepted' ? answer.purgeId : 'none';
    if (purgeId === null) return;
    expect(await cdn.isCompleted(config, purgeId)).toBe(false);
    complete(purgeId);
    expect(await cdn.isCompleted(config, purgeId)).toBe(true);
  });

  test('asks to come back where it has too much to do, and is not pressed', async () => {
    const { cdn, config, trouble, asked, purged } = await rigs[kind]();
    trouble('busy');
    expect(await cdn.submit(config, { id: 'p', items: ['/a'] }, minute)).toMatchObject({ is: 'busy' });
    expect(asked()).toBe(1);
    expect(await cdn.submit(config, { id: 'p', items: ['/a'] }, minute)).toMatchObject({ is: 'accepted' });
    expect(purged()).toEqual(['/a']);
  });

  test('is asked again where it broke', async () => {
    const { cdn, config, trouble, asked } = await rigs[kind]();
    trouble('broken', 'broken');
    expect(await cdn.submit(config, { id: 'p', items: ['/a'] }, minute)).toMatchObject({ is: 'accepted' });
    expect(asked()).toBe(3);
  });

  test('is not asked where too little of the term is left', async () => {
    const { cdn, config, asked } = await rigs[kind]();
    await expect(cdn.submit(config, { id: 'p', items: ['/a'] }, { leftMs: () => 1000 })).rejects.toThrow(
      /1000 ms are left/,
    );
    expect(asked()).toBe(0);
  });

  test('is given up where it does not answer', async () => {
    const { cdn, config, trouble, asked } = await rigs[kind]();
    await cdn.limits(config);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    trouble('hang', 'hang', 'hang', 'hang');
    const ended = expect(cdn.submit(config, { id: 'p', items: ['/a'] }, minute)).rejects.toThrow(/no answer within/);
    for (let tries = 0; tries < 200; tries++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (asked() > tries / 20) await vi.advanceTimersByTimeAsync(500);
    }
    await vi.advanceTimersByTimeAsync(60_000);
    await ended;
  });

  test('that is gone is a refusal', async () => {
    const { cdn, gone } = await rigs[kind]();
    const lookAndAsk = async () => {
      await cdn.limits(gone);
      await cdn.submit(gone, { id: 'p', items: ['#a'] }, minute);
    };
    await expect(lookAndAsk()).rejects.toThrow(Refusal);
  });
});
