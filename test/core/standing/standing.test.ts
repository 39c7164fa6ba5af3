import { describe, expect, it } from 'vitest';
import { statusJson } from '../../../cli/status/status-json.ts';
import { statusLines } from '../../../cli/status/status-lines.ts';
import type { CapabilityName } from '../../../core/model/capability-name.ts';
import type { Entry } from '../../../core/model/entry.ts';
import { whoOf } from '../../../core/model/who.ts';
import { gather, type StandingWorld } from '../../../core/standing/gather.ts';
import { sayEntries } from '../../../core/standing/say-entries.ts';
import { noonMs } from '../../fixtures.ts';
import { exampleEntries } from '../../laws/example-entries.ts';

const entries = await exampleEntries();
const where = { deployment: 'shop' };
const plain = (_: string, text: string) => text;
const all = { most: 100, isMeant: () => true };

function world(last: readonly Entry[], more: Partial<StandingWorld> = {}): StandingWorld {
  const of = (capability: CapabilityName) => last.filter((entry) => entry.capability === capability);
  return {
    region: 'eu-central-1',
    subjects: async (capability) => new Map(of(capability).map(({ subject }) => [subject, null])),
    overrides: async () => [],
    last: async (capability, subject) => of(capability).find((entry) => entry.subject === subject) ?? null,
    stop: async () => ({ stopped: false, sinceMs: null, note: null, by: null }),
    findings: async () => [],
    nowMs: async () => noonMs,
    ...more,
  };
}

const stopped = { stopped: true, sinceMs: noonMs - 60_000, note: null, by: 'user/alice' };
const pause = {
  kind: 'pause',
  says: 'pause',
  removal: 'remove pause',
  untilMs: noonMs + 1,
  note: null,
  by: 'user/bob',
};

describe('how everything stands', () => {
  it('has a row for every capability, and a command for what people hold', async () => {
    const standings = await gather(world(entries, { overrides: async () => [pause] }), all);
    expect(new Set(standings.rows.map(({ capability }) => capability)).size).toBe(
      new Set(entries.map((e) => e.capability)).size,
    );
    const lines = statusLines(standings, where, plain);
    expect(lines[0]).toBe(
      `deployment shop acts; of ${entries.length}, none in trouble, ${entries.length} held by people`,
    );
    const told = lines.join('\n');
    for (const { subject } of entries)
      expect(told).toContain(`headroom override ${subject} remove pause --deployment shop`);
    expect(told).toContain('held by: pause until 2026-03-04 12:00:00Z, by user/bob');
    expect(told).not.toMatch(/undefined|NaN|\[object|nothing set/);
  });

  it('says in its first line that all acting is stopped, since when, by whom, and how to go on', async () => {
    const standings = await gather(world(entries, { stop: async () => stopped }), all);
    expect(statusLines(standings, where, plain)[0]).toBe(
      'deployment shop is stopped since 2026-03-04 11:59:00Z by user/alice; nothing is changed until headroom start --deployment shop',
    );
    for (const { held } of standings.rows) expect(held[0]).toMatchObject({ is: 'stop', mend: 'start' });
  });

  it('puts trouble first, with what mends it', async () => {
    const broken = entries.map(
      (entry): Entry =>
        entry.capability === 'purging' ? { ...entry, outcome: { is: 'failed', because: { says: 'no CDN' } } } : entry,
    );
    const { rows, ...rest } = await gather(world(broken), all);
    expect(rows[0]).toMatchObject({ capability: 'purging', troubles: [{ says: 'failed: no CDN' }] });
    const [first, , row, trouble, mend] = statusLines({ rows, ...rest }, where, plain);
    expect(first).toContain('1 in trouble');
    expect(row).toMatch(/^site +purge /);
    expect([trouble, mend]).toEqual(['  ! failed: no CDN', '      headroom explain site --deployment shop']);
  });

  it('tells of what has not been looked at for long, and of a look that never told its outcome', async () => {
    const old = entries.map((entry): Entry => ({ ...entry, atMs: noonMs - 3_600_000, outcome: null }));
    const { rows } = await gather(world(old), all);
    const troubles = rows.flatMap((row) => row.troubles.map(({ says }) => `${row.capability}: ${says}`));
    expect(troubles).toContain('scaling: it has not been looked at for 60 min');
    expect(troubles.filter((says) => says.includes('never told what became of it'))).toHaveLength(entries.length);
  });

  it('hides nothing behind a switch, or a list, that cannot be read', async () => {
    const denied = async (): Promise<never> => {
      throw new Error('arn:aws:iam::123456789012:role/x may not read');
    };
    const { rows } = await gather(world(entries, { stop: denied, overrides: denied }), all);
    expect(rows).toHaveLength(entries.length + 1);
    expect(JSON.stringify(rows)).not.toContain('123456789012');
  });

  it('is told to machines with times as text and commands that can be pasted', async () => {
    const standings = await gather(world(entries, { stop: async () => stopped, overrides: async () => [pause] }), all);
    const json = JSON.parse(JSON.stringify(statusJson(standings, where, noonMs)));
    expect(json).toMatchObject({ deployment: 'shop', stop: { stopped: true, since: '2026-03-04T11:59:00Z' } });
    expect(json.subjects[0].held[1]).toMatchObject({ is: 'override', until: '2026-03-04T12:00:00Z' });
  });
});

describe('what looks come to, in one sentence', () => {
  const decided = entries.filter(({ decision }) => decision !== null);

  it.each(decided.map((entry) => [entry.capability, entry] as const))(
    'says why, whatever the outcome: %s',
    async (_, entry) => {
      const says = (outcome: Entry['outcome']) => sayEntries([{ ...entry, outcome }]);
      expect(await says({ is: 'recommended', because: { says: 'a dry run changes nothing' } })).toMatch(
        /^would [a-z].+, because .+ \(a dry run changes nothing\)$/,
      );
      expect(await says({ is: 'applied', because: null })).toMatch(/^\w+ .+, because .+/);
      expect(await says({ is: 'unchanged', because: null })).toMatch(/^changes nothing, because .+/);
      expect(await says({ is: 'failed', because: { says: 'no answer' } })).toMatch(/, but it is failed: no answer$/);
      for (const is of ['recommended', 'applied'] as const)
        expect(await says({ is, because: null })).not.toMatch(/undefined|NaN|\[object/);
    },
  );

  it('names them where there are several, and counts the rest', async () => {
    expect(await sayEntries([])).toBe('nothing was due to be looked at');
    expect(await sayEntries([...entries, ...entries])).toMatch(new RegExp(`; and ${entries.length * 2 - 3} more$`));
  });
});

it.each([
  ['arn:aws:iam::123456789012:user/alice', 'user/alice'],
  ['arn:aws:sts::123456789012:assumed-role/Admin/alice', 'assumed-role/Admin/alice'],
  ['arn:aws-cn:iam::123456789012:root', 'root'],
  ['alice', 'alice'],
])('%s is called %s, without an account', (arn, who) => {
  expect(whoOf(arn)).toBe(who);
});
