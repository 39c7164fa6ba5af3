import { describe, expect, test } from 'vitest';
import { Kept } from '../../../adapters/aws/kept.ts';
import { once } from '../../../adapters/aws/once.ts';

function aShop() {
  let nowMs = 0;
  let asked = 0;
  const kept = new Kept<string>({ forMs: 1000, nowMs: () => nowMs });
  const ask = async () => `answer ${++asked}`;
  const fail = async (): Promise<string> => Promise.reject(new Error(`failure ${++asked}`));
  const pass = (milliseconds: number) => {
    nowMs += milliseconds;
  };
  return { kept, ask, fail, asked: () => asked, pass };
}

describe('what is kept', () => {
  test('is asked once for all who want it, and again when its time is over', async () => {
    const { kept, ask, pass } = aShop();
    expect(await Promise.all([kept.get('a', ask), kept.get('a', ask)])).toEqual(['answer 1', 'answer 1']);
    pass(999);
    expect(await kept.get('a', ask)).toBe('answer 1');
    pass(1);
    expect(await kept.get('a', ask)).toBe('answer 2');
    expect(await kept.get('b', ask)).toBe('answer 3');
  });

  test('is not a failure', async () => {
    const { kept, ask, fail } = aShop();
    await expect(kept.get('a', fail)).rejects.toThrow('failure 1');
    expect(await kept.get('a', ask)).toBe('answer 2');
  });

  test('is renewed no more often than is said, by one question for all, and stays where that fails', async () => {
    const { kept, ask, fail, asked, pass } = aShop();
    await kept.get('a', ask);
    expect(await kept.renew('a', ask, 100)).toBe('answer 1');
    pass(100);
    await expect(kept.renew('a', fail, 100)).rejects.toThrow('failure 2');
    expect(await kept.renew('a', ask, 100)).toBe('answer 1');
    pass(100);
    expect(await Promise.all([kept.renew('a', ask, 100), kept.renew('a', ask, 100)])).toEqual(['answer 3', 'answer 3']);
    expect(await kept.get('a', ask)).toBe('answer 3');
    kept.drop('a');
    expect(await kept.renew('a', ask, 100)).toBe('answer 4');
    expect(asked()).toBe(4);
  });
});

test('what is made once is made again where it failed, and is not there before it was asked for', async () => {
  let tries = 0;
  const made = once(async () => {
    if (++tries === 1) throw new Error('not now');
    return tries;
  });
  expect(made.made()).toBeNull();
  await expect(Promise.all([made(), made()])).rejects.toThrow('not now');
  expect([await made(), await made(), await made.made()]).toEqual([2, 2, 2]);
  const nothing = once(() => null);
  expect([nothing(), nothing(), nothing.made()]).toEqual([null, null, null]);
});
