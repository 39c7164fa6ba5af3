import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../adapters/ledger/memory.ts';
import { receive } from '../../../adapters/signals/receive.ts';
import { comingAgain } from '../../../core/looking/settle.ts';
import { purgingReport } from '../../../core/purging/report.ts';
import { lookingAt } from '../../../functions/cdn-purger/looking.ts';
import { hears } from '../../../functions/cdn-purger/roster.ts';
import { serveLooks } from '../../../functions/looks.ts';
import { aPurge, nowMs, purgeWork, type Script } from '../../core/purging/purge-work.ts';
import { queued } from '../resource-allocator/queue-events.ts';

const site = aPurge({ buckets: [{ bucket: 'site' }] });
const shop = aPurge({ buckets: [{ bucket: 'shop' }], onDeploy: ['/shop/*'] }, 'shop');
const spine = { ledger: memoryLedger(), clock: { nowMs: () => nowMs }, newId: () => 'i', leaseMs: 60_000 };
const written = (bucket: string, key: string) => ({
  source: 'aws.s3',
  id: key,
  detail: { bucket: { name: bucket }, object: { key, sequencer: '1' } },
});
const asked = (...paths: string[]) => ({ paths, purge: 'site' });

async function served(bodies: readonly (object | string)[], script: Script = {}) {
  const rig = purgeWork([site, shop], script);
  const delivery = receive(queued(...bodies), 'i', hears);
  const { faults, answer } = await serveLooks(delivery.heard, lookingAt(rig.work, spine), {
    report: purgingReport,
    sinks: [],
  });
  return { ...rig, answer, faults: comingAgain(delivery, faults) };
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
    expect(faults.get('m0')?.message).toMatch(
      /^event\.Records\[0\]\.body: expected one of: .*; came a text of 1 character$/,
    );
    expect(looks).toHaveLength(1);
  });

  it('fail where a person names no purge that there is, and are nobody’s where a program does', async () => {
    const event = { 'detail-type': 'Content Changed', id: 'e', detail: { paths: ['/a'], distributions: ['other'] } };
    const { faults, looks } = await served([{ paths: ['/a'], purge: 'stie' }, event]);
    expect([...faults].map(([id, { message: says }]) => [id, says])).toEqual([
      ['m0', 'event.Records[0].body.purge: names no purge of this deployment; it has site, shop'],
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
    const { answer, waiting } = await served([asked('/good', 'bad', '/a*b')]);
    const { refused } = await answer();
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
    expect((await (await served([asked('/a')])).answer()).added).toEqual({ site: ['chunk of site'] });
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
