import { describe, expect, it } from 'vitest';
import { parseKeyPattern } from '../../../core/caching/config/key-pattern.ts';
import { keysOfRow } from '../../../core/caching/keys-of-row.ts';

const patterns = ['order/{id}', 'customer/{customer}/orders', '{tenant}:{id}!'].map((one) => parseKeyPattern(one));

describe('the keys of a row', () => {
  it('are those of every pattern whose attributes it has, before the change and after it, each once', () => {
    const before = { id: { S: '17' }, customer: { S: 'ann' } };
    const after = { id: { S: '17' }, customer: { S: 'bob' }, tenant: { N: '4' } };
    expect(keysOfRow(patterns, [before, after]).keys).toEqual([
      'order/17',
      'customer/ann/orders',
      'customer/bob/orders',
      '4:17!',
    ]);
  });

  it('are none where it is a row of another kind', () => {
    expect(keysOfRow(patterns, [{ pk: { S: 'USER#1' } }, {}])).toEqual({ keys: [], fault: null });
  });

  it('cannot be told from an attribute that is neither a text nor a number', () => {
    for (const value of [{ M: {} }, { BOOL: true }, { L: [] }, {}])
      expect(keysOfRow(patterns, [{ id: value }]).fault?.message).toMatch(/^id: expected a text or a number; came/);
  });

  it('that can be told are there beside one that cannot, and what holds NULL is not there', () => {
    const row = { id: { S: '17' }, customer: { M: {} }, tenant: { NULL: true } };
    const { keys, fault } = keysOfRow(patterns, [row]);
    expect([keys, fault?.message]).toEqual([['order/17'], expect.stringContaining('customer: ')]);
    expect(keysOfRow(patterns, [{ ...row, customer: { NULL: true } }])).toEqual({ keys: ['order/17'], fault: null });
  });

  it('take no attribute of an object of the language', () => {
    expect(keysOfRow([parseKeyPattern('{constructor}')], [{}]).keys).toEqual([]);
  });

  it.each(['order', 'order/{', 'order/}', '{}', '', 'a{b}c}', `${'x'.repeat(300)}{id}`])(
    '%j is not a pattern',
    (text) => {
      expect(() => parseKeyPattern(text)).toThrow(/^keys: .* is not a pattern of keys; write attributes in brackets/);
    },
  );
});
