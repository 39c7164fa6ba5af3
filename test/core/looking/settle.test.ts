import { describe, expect, it } from 'vitest';
import type { Heard } from '../../../core/looking/deliver.ts';
import type { Looked } from '../../../core/looking/looked.ts';
import { answerTo, comingAgain, faultOf, Results } from '../../../core/looking/settle.ts';
import type { Entry } from '../../../core/model/entry.ts';
import { InvalidInput, Refusal } from '../../../core/model/errors.ts';
import type { Outcome } from '../../../core/model/outcome.ts';

const signal = { kind: 'tick', id: 'i', atMs: null, dryRun: false } as const;
const message: Heard = { messageId: 'm1', at: 'event', said: { signal, content: null } };
const planned = { key: 'a', subject: 'a', signal, awaitedBy: [message] };

function ended(is: Outcome['is']): Looked {
  const entry = { id: 'e', subject: 'a', outcome: { is, because: null } } as unknown as Entry;
  return { planned, entry, milliseconds: 1 };
}
const broke = (fault: unknown): Looked => ({ planned, entry: null, fault, milliseconds: 1 });

describe('a look should be made again', () => {
  it('where it failed or could not be recorded, and not where that would not help', () => {
    expect(faultOf(ended('failed'))?.message).toBe('the look at a failed; its entry e tells why');
    expect(faultOf(broke('gone'))?.message).toBe('gone');
    expect(faultOf(broke(new Refusal('no such scalable')))).toBeNull();
    for (const is of ['applied', 'unchanged', 'refused', 'superseded', 'recommended'] as const)
      expect(faultOf(ended(is))).toBeNull();
  });

  it('by its messages, but for a failed look that has seen to another one itself', () => {
    for (const [mendsItself, look, count] of [
      [false, ended('failed'), 1],
      [true, ended('failed'), 0],
      [true, broke(new Error('the table is away')), 1],
    ] as const) {
      const results = new Results(mendsItself);
      results.add(look);
      expect(results.faults.size).toBe(count);
    }
  });
});

describe('an invocation', () => {
  const misheard = { messageId: 'm0', error: new InvalidInput('event', 'is nothing') };

  it('by a queue has those messages come again that were not understood or not dealt with', () => {
    const delivery = { queued: true, heard: [message], misheard: [misheard] };
    const again = comingAgain(delivery, new Map([[message, new Error('busy')]]));
    expect([...again.keys()]).toEqual(['m0', 'm1']);
  });

  it('by hand fails as a whole where anything was not understood', () => {
    const served = { faults: new Map(), answer: () => 'fine' };
    expect(answerTo({ queued: false, heard: [message], misheard: [] }, served)).toBe('fine');
    expect(() => answerTo({ queued: false, heard: [message], misheard: [misheard] }, served)).toThrow('is nothing');
  });

  it('is answered with its entries, and fails where it has none since a look broke', () => {
    const results = new Results(false);
    results.add(broke(new Refusal('no such scalable')));
    expect(() => results.answer()).toThrow('no such scalable');
    for (let look = 0; look < 501; look++) results.add(ended('applied'));
    expect(results.answer()).toMatchObject({ entries: { length: 500 }, omitted: 1 });
  });
});
