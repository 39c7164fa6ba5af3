import { describe, expect, it } from 'vitest';
import { text } from '../../../adapters/table/attributes.ts';
import { entryItem, memoryItem, readEntry, readMemory } from '../../../adapters/table/entry-items.ts';
import { NotJson } from '../../../adapters/table/json-text.ts';
import { memoryKey } from '../../../adapters/table/keys.ts';
import type { Entry } from '../../../core/model/entry.ts';
import { TooBig } from '../../../core/model/errors.ts';
import { blankMemory } from '../../../core/model/memory.ts';

const key = { capability: 'scaling', subject: 'checkout/web' };
const entry: Entry = {
  schema: 2,
  id: '000001000000000-a',
  ...key,
  atMs: 1_000_000_500,
  signal: { kind: 'tick', id: 't', atMs: null, dryRun: false },
  observation: { readings: [Number.MAX_VALUE, 5e-324, 2 ** 53 + 2], nothing: null, empty: '' },
  decision: null,
  outcome: null,
};

describe('entries and memory in the table', () => {
  it('come back as they were, however large or small their numbers', () => {
    expect(readEntry(entryItem(entry, 90))).toEqual(entry);
  });

  it.each([
    ['undefined', { floor: undefined }],
    ['NaN', { value: Number.NaN }],
    ['infinity', { value: Number.POSITIVE_INFINITY }],
    ['undefined in a list', [undefined]],
  ])('are refused where JSON would lose something: %s', (_, kept) => {
    expect(() => memoryItem(key, { ...blankMemory, kept })).toThrow(NotJson);
    expect(() => memoryItem(key, { ...blankMemory, kept })).toThrow(/the memory of checkout\/web holds .* in "/);
  });

  it('are refused where no item can hold them', () => {
    const big = { ...entry, observation: 'x'.repeat(410_000) };
    expect(() => entryItem(big, 90)).toThrow(TooBig);
    expect(() => entryItem(big, 90)).toThrow(/the entry 000001000000000-a of checkout\/web has 410\d+ bytes/);
    expect(() => memoryItem(key, { ...blankMemory, kept: 'ü'.repeat(205_000) })).toThrow(TooBig);
  });

  it('expire after the days they are to be kept', () => {
    expect(entryItem(entry, 2).expiresAt).toEqual({ N: String(1_000_001 + 2 * 86_400) });
  });

  it('show their outcome, or that there is none yet', () => {
    expect(entryItem(entry, 90).outcome).toBeUndefined();
    expect(entryItem({ ...entry, outcome: { is: 'applied', because: null } }, 90).outcome).toEqual(text('applied'));
  });

  it('take a third of their text, and tell people the binding reason beside what they cannot read', () => {
    const kept = Array.from({ length: 300 }, (_, index) => ({ atMs: 1e12 + index * 60_000, asked: index % 7 }));
    const reason = { by: 'step', desired: { units: 3 }, because: { says: 'busy by {percent} %', percent: 71 } };
    const decision = {
      desired: { units: 3 },
      change: null,
      lowers: false,
      withheld: null,
      reasons: [reason],
      binding: 0,
      keep: kept,
    };
    const told = { ...entry, observation: { kept }, decision: { ...decision, lookAgainAtMs: null } };
    const item = entryItem(told, 90);
    expect(readEntry(item)).toEqual(told);
    expect(item.entry?.B?.length).toBeLessThan(JSON.stringify(told).length / 3);
    expect(item.reason).toEqual(text('busy by 71 %'));
    expect(entryItem(entry, 90).reason).toBeUndefined();
  });

  it('are unreadable where somebody has broken what is packed', () => {
    expect(() => readMemory({ ...memoryKey(key), memory: { B: Buffer.from('no') } }, 'scaling')).toThrow('is not JSON');
  });

  it('are read as text too', () => {
    expect(readEntry({ ...entryItem(entry, 90), entry: text(JSON.stringify(entry)) })).toEqual(entry);
  });

  it('come back as today’s where the release before wrote them', () => {
    const intention = { desired: 7, askedAtMs: 1, reference: 'r', completed: true };
    const old = { ...memoryKey(key), memory: text(JSON.stringify({ ...blankMemory, schema: 1, intention })) };
    expect(readMemory(old, 'scaling')).toEqual({ ...blankMemory, intention: { ...intention, desired: { units: 7 } } });
    const blind = { ...entry, observation: null };
    const decision = { desired: 7, change: null, reasons: [{ by: 'step', desired: null, because: { says: 'no' } }] };
    const told = { ...entryItem(entry, 90), entry: text(JSON.stringify({ ...blind, schema: 1, decision })) };
    expect(readEntry(told)).toEqual({ ...blind, decision: { ...decision, desired: { units: 7 } } });
  });

  it('are not read by guess where their schema is not known', () => {
    const newer = { ...memoryKey(key), memory: text('{"schema":9}') };
    expect(() => readMemory(newer, 'scaling')).toThrow(
      'scaling#checkout/web MEMORY: schema 9 is not known to this release',
    );
    expect(() => readMemory({ ...memoryKey(key), memory: text('{"sch') }, 'scaling')).toThrow('is not JSON');
  });

  it.each([
    ['all', {}],
    ['what it kept', { kept: undefined }],
    ['its intention', { intention: 'soon' }],
    ['when it looked', { lookedAtMs: undefined }],
  ])('are not looked with where somebody has broken a memory: %s', (_, broken) => {
    const stored = Object.keys(broken).length === 0 ? { schema: 2 } : { ...blankMemory, ...broken };
    expect(() => readMemory({ ...memoryKey(key), memory: text(JSON.stringify(stored)) }, 'scaling')).toThrow(
      'scaling#checkout/web MEMORY: parts of it are missing; delete the item and it is made anew',
    );
  });
});
