import { describe, expect, it } from 'vitest';
import { indexName } from '../../../adapters/indexing/index-name.ts';
import type { Counts } from '../../../core/indexing/counts.ts';
import { dropState } from '../../../core/indexing/drop-state.ts';
import { type IndexNote, noteIn, noteText } from '../../../core/indexing/index-note.ts';
import { type IndexAtWork, stateOf } from '../../../core/indexing/index-standing.ts';

const made = (before: Counts): IndexNote => ({ schema: 1, is: 'made', atMs: 1000, before });
const index = (given: Partial<IndexAtWork>): IndexAtWork => ({
  ...{ schema: 's', table: 't', name: 'headroom_t_1', isValid: true, bytes: 1, scans: 0, comment: null, sql: 'CREATE' },
  ...{ note: made({ a: [10, 1000, 0] }) },
  ...given,
});
const build = {
  schema: 's',
  table: 't',
  index: 'headroom_t_1' as string | null,
  pid: 1,
  phase: 'p',
  percent: 1,
  seconds: 1,
  waitsFor: [],
  holdsUp: 0,
};
const patience = { calls: 5, ms: 100 };
const stateAt = (now: Counts, given: Partial<IndexAtWork> = {}, builds = [] as (typeof build)[], atMs = 9000) =>
  stateOf(index(given), builds, now, atMs, patience);

describe('an index that Headroom has made', () => {
  it('is being built while somebody builds on its table, and is left over where nobody does', () => {
    expect(stateAt({}, { isValid: false }, [build]).is).toBe('building');
    expect(stateAt({}, { isValid: false }, [{ ...build, table: 'other' }]).is).toBe('left over');
    expect(stateAt({}, { isValid: false }, [{ ...build, index: 'of_somebody' }]).is).toBe('left over');
    expect(stateAt({}, { isValid: false }, [{ ...build, index: null }]).is).toBe('building');
    expect(stateAt({}, { note: null }).is).toBe('unwritten');
  });

  it('is judged by what its statements would have taken as before, call by call, once they have run often enough', () => {
    expect(stateAt({ a: [14, 1010, 0] })).toEqual({ is: 'too early', calls: 4 });
    expect(stateAt({ a: [90, 1010, 0] }, {}, [], 1050).is).toBe('too early');
    expect(stateAt({ a: [20, 1100, 0] })).toEqual({ is: 'pays', calls: 10, beforeMs: 1000, afterMs: 100 });
    expect(stateAt({ a: [20, 1990, 0] })).toMatchObject({ is: 'does not pay', afterMs: 990 });
    expect(stateAt({ a: [7, 70, 0] })).toEqual({ is: 'pays', calls: 7, beforeMs: 700, afterMs: 70 });
  });

  it('is judged by nothing that had never run before, nor by what runs no more', () => {
    expect(stateAt({ b: [500, 9, 0], a: [10, 1000, 0] })).toEqual({ is: 'too early', calls: 0 });
  });

  it('has one name for one definition, which PostgreSQL does not cut', () => {
    const long = `ON "s"."${'t'.repeat(80)}" ("a")`;
    expect(indexName('ON "s"."t" ("a")')).toMatch(/^headroom_t_[0-9a-f]{8}$/);
    expect(indexName('ON "s"."t" ("b")')).not.toBe(indexName('ON "s"."t" ("a")'));
    expect(indexName(long)).toHaveLength(63);
    expect(indexName('ON "s"."we""ird; --" ("a")')).toMatch(/^headroom_weird_[0-9a-f]{8}$/);
  });
});

describe('what is written at an index', () => {
  it('is read again as it was, and what others have written is none of it', () => {
    const note = made({ '-5': [1, 2.5, 3] });
    expect(noteIn(noteText(note))).toEqual(note);
    for (const other of [
      null,
      'of the reports',
      'headroom: ',
      'headroom: {',
      'headroom: null',
      'headroom: {"schema":2}',
    ])
      expect(noteIn(other)).toBeNull();
  });
});

describe('an index that is to be dropped', () => {
  const note: IndexNote = { schema: 1, is: 'watched', atMs: 1000, scans: { w: 5, r: 0 }, comment: null };
  const state = (scans: Readonly<Record<string, number>>, atMs = 2000) => dropState({ note }, scans, atMs, 500);

  it('goes once no server has used it for long enough', () => {
    expect(state({ w: 5, r: 0 }, 1200)).toEqual({ is: 'watched', leftMs: 300 });
    expect(state({ w: 5, r: 0 }).is).toBe('ripe');
    expect(dropState({ note: null }, { w: 5 }, 2000, 500).is).toBe('unwatched');
  });

  it('stays where one has used it, counts anew and has, or was never asked before', () => {
    expect(state({ w: 6, r: 0 })).toEqual({ is: 'used', by: 'w' });
    expect(state({ w: 2, r: 0 })).toEqual({ is: 'used', by: 'w' });
    expect(state({ w: 0, r: 0 }).is).toBe('ripe');
    expect(state({ w: 5, r: 0, late: 0 })).toEqual({ is: 'used', by: 'late' });
  });
});
