import { describe, expect, it } from 'vitest';
import type { Delivered } from '../../../functions/cdn-purger/gather.ts';
import { serve } from '../../../functions/cdn-purger/serve.ts';
import { anInvocation, aPurge, nowMs, type Script } from './an-invocation.ts';

const site = aPurge({ buckets: [{ bucket: 'site' }] });
const shop = aPurge({ buckets: [{ bucket: 'shop' }], onDeploy: ['/shop/*'] }, 'shop');
const message = (messageId: string, body: unknown): Delivered => ({ messageId, at: 'event', body });
const written = (bucket: string, key: string) => ({
  source: 'aws.s3',
  id: key,
  detail: { bucket: { name: bucket }, object: { key, sequencer: '1' } },
});
const asked = (...paths: string[]) => ({ paths, purge: 'site' });

function served(bodies: readonly unknown[], script: Script = {}) {
  const rig = anInvocation([site, shop], script);
  const messages = bodies.map((body, index) => message(`m${index}`, body));
  return serve(messages, rig.invocation).then((answer) => ({ ...rig, ...answer }));
}

describe('the messages of an invocation', () => {
  it('add all they bring to what waits before one look at each purge that they are about', async () => {
    const { waiting, looks } = await served([written('site', 'a'), written('site', 'b'), written('other', 'c')]);
    expect(waiting.get('site')?.map(({ item }) => item)).toEqual(['/a', '/b']);
    expect(looks).toEqual([{ purge: 'site', dryRun: false, rehearsed: [] }]);
  });

  it('fail alone where they cannot be read, and the others go on', async () => {
    const { faults, looks } = await served(['{', { hello: 1 }, written('site', 'a')]);
    expect([...faults.keys()]).toEqual(['m0', 'm1']);
    expect(faults.get('m0')?.message).toBe('event: is no JSON');
    expect(looks).toHaveLength(1);
  });

  it('fail where a person names no purge that there is, and are nobody’s where a program does', async () => {
    const event = { 'detail-type': 'Content Changed', id: 'e', detail: { paths: ['/a'], distributions: ['other'] } };
    const { faults, looks } = await served([{ paths: ['/a'], purge: 'stie' }, event]);
    expect([...faults].map(([id, { message: says }]) => [id, says])).toEqual([
      ['m0', 'event.purge: names no purge of this deployment; it has site, shop'],
    ]);
    expect(looks).toEqual([]);
  });

  it('come again where the look at their purge broke, and those of other purges do not', async () => {
    const { faults, looks } = await served([written('site', 'a'), written('shop', 'b'), written('site', 'c')], {
      breaks: (purge) => purge === 'site',
    });
    expect([...faults.keys()]).toEqual(['m0', 'm2']);
    expect(looks.map(({ purge }) => purge)).toEqual(['shop']);
  });

  it('go on without the items that break a rule, which are told with it', async () => {
    const { refused, waiting } = await served([asked('/good', 'bad', '/a*b')]);
    expect(waiting.get('site')?.map(({ item }) => item)).toEqual(['/good']);
    expect(refused).toEqual([
      { purge: 'site', item: 'bad', rule: 'a path begins with "/"' },
      { purge: 'site', item: '/a*b', rule: '"*" stands only at the end of a path' },
    ]);
  });

  it.each([
    ['paths', { ...asked('/a'), dryRun: true }, ['/a']],
    ['bad paths', { ...asked('bad'), dryRun: true }, []],
    ['an object', { ...written('site', 'a'), dryRun: true }, ['/a']],
    ['a release', { source: 'headroom.deployed', purge: 'site', id: 'r', dryRun: true }, ['/*']],
    ['a tick', { source: 'headroom.tick', dryRun: true }, []],
  ])(
    'are only supposed where they say so, and nothing is added or looked at in earnest: %s',
    async (_, body, rehearsed) => {
      const { waiting, looks, woken } = await served([body], { lookAgainAtMs: nowMs + 1000 });
      expect(looks[0]).toEqual({ purge: 'site', dryRun: true, rehearsed });
      expect(looks.every(({ dryRun }) => dryRun)).toBe(true);
      expect([waiting.size, woken.length]).toEqual([0, 0]);
    },
  );

  it('tell by what their purges can be known', async () => {
    expect((await served([asked('/a')])).added).toEqual({ site: ['chunk of site'] });
  });
});

describe('a look that wants a successor', () => {
  const soon = nowMs + 5000;

  it('asks for it, also where one is promised: an earlier round of this very look may have promised it', async () => {
    const expected = [{ purge: 'site', atMs: soon }];
    for (const expectedAtMs of [null, nowMs - 1, nowMs + 1000]) {
      expect((await served([asked('/a')], { lookAgainAtMs: soon, expectedAtMs })).woken).toEqual(expected);
    }
    expect((await served([asked('/a')])).woken).toEqual([]);
  });

  it.each(['refused', 'recommended'] as const)('leaves that to the schedule where it was %s', async (is) => {
    expect((await served([asked('/a')], { lookAgainAtMs: soon, outcome: { is, because: null } })).woken).toEqual([]);
  });

  it('leaves that to the look that holds the lease', async () => {
    const outcome = { is: 'superseded', because: null } as const;
    const { woken, warmed } = await served([asked('/a')], { lookAgainAtMs: soon, outcome, warmUp: ['/'] });
    expect([woken, warmed]).toEqual([[], []]);
  });

  it('tries again later where it failed, and as late as whoever is busy asks for', async () => {
    const failed = (facts: object) => ({ is: 'failed', because: { says: 'busy', ...facts } }) as const;
    const script = (facts: object) => ({ lookAgainAtMs: soon, outcome: failed(facts) });
    expect((await served([asked('/a')], script({}))).woken).toEqual([{ purge: 'site', atMs: nowMs + 10_000 }]);
    expect((await served([asked('/a')], script({ againSeconds: null }))).woken[0]?.atMs).toBe(nowMs + 10_000);
    expect((await served([asked('/a')], script({ againSeconds: 42 }))).woken[0]?.atMs).toBe(nowMs + 42_000);
  });

  it('fetches what has just been purged, once', async () => {
    const { warmed } = await served([asked('/a')], { warmUp: ['/', '/a'] });
    expect(warmed).toEqual([{ purge: 'site', paths: ['/', '/a'] }]);
    expect((await served([asked('/a')])).warmed).toEqual([]);
  });
});
