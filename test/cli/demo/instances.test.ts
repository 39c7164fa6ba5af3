import { describe, expect, it } from 'vitest';
import { Instances } from '../../../cli/demo/instances.ts';

describe('played instances', () => {
  it('serve after their lead', () => {
    const instances = new Instances(2, 180);
    instances.ask(5, 0);
    expect([179_999, 180_000].map((atMs) => instances.runningAt(atMs))).toEqual([2, 5]);
  });

  it('go at once, those that are still launching first', () => {
    const instances = new Instances(4, 180);
    instances.ask(6, 0);
    instances.ask(5, 60_000);
    expect(instances.runningAt(60_000)).toBe(4);
    instances.ask(3, 120_000);
    expect([120_000, 500_000].map((atMs) => instances.runningAt(atMs))).toEqual([3, 3]);
  });

  it('count what is on its way: the same wish twice launches once', () => {
    const instances = new Instances(2, 180);
    instances.ask(6, 0);
    instances.ask(6, 100_000);
    expect(instances.runningAt(180_000)).toBe(6);
    expect(instances.runningAt(900_000)).toBe(6);
  });
});
