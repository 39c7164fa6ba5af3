import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpWorld, KindCdn } from '../../../../adapters/purging/cdns/any-kind/kind-cdn.ts';
import { cloudflare } from '../../../../adapters/purging/cdns/cloudflare/cloudflare.ts';
import { fastly } from '../../../../adapters/purging/cdns/fastly/fastly.ts';
import { Refusal } from '../../../../core/model/errors.ts';
import { cloudflareContract, fastlyContract, known } from './contracts.ts';
import { FakeCdnServer } from './fake-cdn-server.ts';

const minute = { leftMs: () => 60_000 };
const place = { secretArn: 'arn', secretField: null };
const service = { kind: 'fastly', serviceId: known.service, host: known.host, soft: true, ...place } as const;
const zone = { kind: 'cloudflare', zoneId: known.zone, host: known.host, plan: null, ...place } as const;
const host = '127.0.0.1';

/** Keys of which the first is out of date. */
function rotatedKeys() {
  const all = ['old-key', 'good-key'];
  return {
    read: async () => all[0] ?? 'no-key',
    forget: () => {
      all.shift();
    },
  };
}

describe('a CDN over HTTP', () => {
  let server: FakeCdnServer;
  const world = (keys: HttpWorld['keys'] = { read: async () => 'good-key', forget: () => {} }): HttpWorld => ({
    fetch: server.fetch,
    keys,
    random: () => 0,
  });
  const purge = (cdn: KindCdn<'fastly'>, ...items: string[]) => cdn.submit(service, { id: 'p', items }, minute);
  beforeEach(async () => {
    server = await new FakeCdnServer(fastlyContract).start();
  });
  afterEach(() => server.stop());

  it('is shown the key in its header, softly where that is wanted, and never in a URL', async () => {
    await purge(fastly(world()), '#news', '#sport');
    expect(server.asked).toMatchObject([
      {
        method: 'POST',
        path: `/service/${known.service}/purge`,
        headers: { 'fastly-key': 'good-key', 'fastly-soft-purge': '1' },
        body: { surrogate_keys: ['news', 'sport'] },
      },
    ]);
    await fastly(world()).submit({ ...service, soft: false }, { id: 'p', items: ['/a'] }, minute);
    expect(server.asked[1]?.headers).not.toHaveProperty('fastly-soft-purge');
    expect(server.asked.map(({ path }) => path).join()).not.toContain('key=');
  });

  it('is shown a key read anew where it does not take the old one, once', async () => {
    expect(await purge(fastly(world(rotatedKeys())), '#news')).toMatchObject({ is: 'accepted' });
    expect(server.asked.map(({ headers }) => headers['fastly-key'])).toEqual(['old-key', 'good-key']);
    server.key = 'another';
    const denied = purge(fastly(world()), '#news');
    await expect(denied).rejects.toThrow(Refusal);
    await expect(denied).rejects.toThrow('does not let this key purge (403); correct the secret');
    expect(server.asked).toHaveLength(4);
  });

  it.each([
    [{ 'retry-after': '30' }, 30],
    [{ 'retry-after': 'Wed, 25 Nov 2026 12:01:00 GMT', date: 'Wed, 25 Nov 2026 12:00:30 GMT' }, 30],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ] as const)('is left alone for as long as it says: %j', async (headers, againSeconds) => {
    server.troubles = [{ status: 429, headers }];
    expect(await purge(fastly(world()), '#news')).toMatchObject({ is: 'busy', againSeconds });
    expect(server.asked).toHaveLength(1);
  });

  it.each([
    ['no JSON at all', '<html>'],
    ['JSON that does not say it is done', { status: 'maybe' }],
    ['an empty answer', ''],
  ])('is not believed where it answers %s', async (_, body) => {
    server.troubles = [{ status: 200, body }];
    await expect(purge(fastly(world()), '/a')).rejects.toThrow('answered 200, but not that it is done');
  });

  it('tells what it did not like, but not the key', async () => {
    const tooMany = Array.from({ length: 257 }, (_, index) => `#k${index}`);
    const because = 'Fastly answered 400: {"msg":"Bad request"}';
    expect(await purge(fastly(world()), ...tooMany)).toEqual({ is: 'refused', because });
    server.troubles = [{ status: 400, body: 'the key good-key is odd' }];
    const masked = { is: 'refused', because: 'Fastly answered 400: the key **** is odd' };
    expect(await purge(fastly(world()), '#news')).toEqual(masked);
  });

  it('is asked again where the line breaks', async () => {
    server.troubles = ['drop'];
    await purge(fastly(world()), '/a').catch(() => purge(fastly(world()), '/a'));
    expect(server.purged).toEqual(['/a']);
  });

  it('cannot send the key elsewhere by a redirect', async () => {
    server.troubles = [{ status: 307, headers: { location: `http://${host}:${server.port}/purge/${known.host}/a` } }];
    await expect(purge(fastly(world()), '/a')).rejects.toThrow();
    expect(server.asked).toHaveLength(1);
  });

  it.each(['/../../service/x/purge_all', '/%2e%2e/%2E%2e/service/x/purge_all', '/../evil.example.com/a', '/a#b'])(
    'is not asked for anything but a path of the host, whole: %s',
    async (path) => {
      expect(await purge(fastly(world()), path)).toMatchObject({ is: 'refused' });
      expect(server.asked).toEqual([]);
    },
  );

  it('stops at the first path that has to wait, so that the rest is asked for later', async () => {
    server.troubles = [{ status: 429 }];
    const paths = Array.from({ length: 20 }, (_, index) => `/${index}`);
    expect(await purge(fastly(world()), ...paths)).toMatchObject({ is: 'busy' });
    expect(server.asked).toHaveLength(5);
  });

  it('purges everything of a service by one request', async () => {
    await purge(fastly(world()), '/*');
    expect(server.asked.map(({ path }) => path)).toEqual([`/service/${known.service}/purge_all`]);
    expect(server.asked[0]?.headers).not.toHaveProperty('fastly-soft-purge');
  });
});

/** https://developers.cloudflare.com/api: a key in the wrong form is answered as a bad request. */
const keyOfWrongForm = { success: false, errors: [{ code: 6003, message: 'Invalid request headers' }] };

describe('Cloudflare', () => {
  let server: FakeCdnServer;
  beforeEach(async () => {
    server = await new FakeCdnServer(cloudflareContract).start();
  });
  afterEach(() => server.stop());
  const purge = (...items: string[]) =>
    cloudflare({
      fetch: server.fetch,
      keys: { read: async () => 'good-key', forget: () => {} },
      random: () => 0,
    }).submit(zone, { id: 'p', items }, minute);

  it('says by a code that the key is at fault, which gives up no item', async () => {
    server.troubles = [{ status: 400, body: keyOfWrongForm }];
    await expect(purge('/a')).rejects.toThrow(Refusal);
  });

  it.each([
    [null, 30],
    ['free', 100],
    ['enterprise', 500],
  ] as const)('takes as many paths in a request as the plan %s has', async (plan, most) => {
    const world = { fetch: server.fetch, keys: { read: async () => 'good-key', forget: () => {} }, random: () => 0 };
    expect((await cloudflare(world).limits({ ...zone, plan })).perRequest?.path).toBe(most);
  });

  it.each([
    [['#news'], { tags: ['news'] }],
    [['/a.html?x=1'], { files: ['https://www.example.com/a.html?x=1'] }],
    [['/docs/*'], { prefixes: ['www.example.com/docs'] }],
    [['/a.html*'], { prefixes: ['www.example.com/a.html'] }],
    [['/*'], { hosts: ['www.example.com'] }],
  ])('is asked for %j by %j', async (items, body) => {
    expect(await purge(...items)).toEqual({ is: 'accepted', purgeId: null });
    expect(server.asked).toMatchObject([{ headers: { authorization: 'Bearer good-key' }, body }]);
  });

  it('is not believed where it answers 200 and no success', async () => {
    server.troubles = [{ status: 200, body: { success: false, errors: [{ code: 1 }] } }];
    await expect(purge('#news')).rejects.toThrow('answered 200, but not that it is done');
  });
});
