import { describe, expect, it } from 'vitest';
import { HotKeys } from '../../../core/caching/hot-keys.ts';
import { seeded } from '../../../core/model/seeded.ts';

describe('hot keys', () => {
  it('finds whoever has more than one in 32 requests among many, and about how many', () => {
    const [hot, random] = [new HotKeys(), seeded(5)];
    for (let at = 0; at < 20_000; at++) hot.use(random() < 0.1 ? 'hot' : `cold/${Math.floor(random() * 5000)}`, at);
    const [first] = hot.hottest(20_000);
    expect(first?.key).toBe('hot');
    expect(first?.perSecond).toBeGreaterThan(80);
    expect(first?.perSecond).toBeLessThan(150);
  });

  it('forgets what has cooled down', () => {
    const hot = new HotKeys();
    for (let at = 0; at < 500; at++) hot.use('hot', at);
    expect(hot.hottest(500)[0]?.perSecond).toBeCloseTo(333, 0);
    expect(hot.hottest(20_000)).toEqual([]);
  });
});
