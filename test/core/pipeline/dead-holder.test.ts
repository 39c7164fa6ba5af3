import { describe, expect, it } from 'vitest';
import { deciding, OneLook } from './one-look.ts';

const leaseMs = 60_000;

/** A look that takes the lease, begins to observe and is never heard of again. */
async function dies(world: OneLook): Promise<void> {
  world.observing = () => new Promise(() => {});
  void world.look();
  world.nowMs += 200;
  await new Promise(setImmediate);
  world.observing = () => {};
}

describe('a holder that dies in the middle of its look', () => {
  it('leaves the news that came meanwhile to the watch list, at the end of its lease', async () => {
    const world = new OneLook();
    const endMs = world.nowMs + leaseMs;
    await dies(world);
    world.nowMs += 1000;
    expect((await world.look()).outcome).toMatchObject({ is: 'superseded' });
    expect(world.watchedAtMs).toBe(endMs);
    world.nowMs = endMs;
    expect((await world.look()).outcome).toMatchObject({ is: 'applied' });
    expect(world.watchedAtMs).toBeNull();
    expect(world.isHeld).toBe(false);
  });

  it('leaves nothing on the watch list where the look after it asks for none, whatever it remembers', async () => {
    for (const lookAgainAtMs of [null, 5_000_000]) {
      const world = new OneLook();
      world.deciding = () => deciding({ change: null, lookAgainAtMs });
      await world.look();
      await dies(world);
      await world.look();
      expect(world.watchedAtMs).toBe(1_000_000 + leaseMs);
      world.nowMs += leaseMs;
      await world.look();
      expect(world.watchedAtMs).toBe(lookAgainAtMs);
    }
  });

  it('after it wrote down what it intends is followed up as its lease ends, whether or not anybody came', async () => {
    const world = new OneLook();
    world.acting = () => new Promise(() => {});
    void world.look();
    await new Promise(setImmediate);
    expect(world.watchedAtMs).toBe(world.nowMs + leaseMs);
  });
});

describe('a lease whose first write lands after its look has ended', () => {
  it('keeps nobody waiting beyond its end', async () => {
    const world = new OneLook();
    world.deciding = () => deciding({ change: null });
    let landLate: () => Promise<unknown> = async () => {};
    world.withLedger({
      take: (lease, nowMs) => {
        landLate = () => world.inside.take(lease, nowMs);
        return world.inside.take(lease, nowMs);
      },
    });
    const endMs = world.nowMs + leaseMs;
    await world.look();
    await landLate();
    world.nowMs += 5000;
    expect((await world.look()).outcome).toMatchObject({ is: 'superseded' });
    expect(world.watchedAtMs).toBe(endMs);
    world.nowMs = endMs;
    expect((await world.look()).outcome).toMatchObject({ is: 'unchanged' });
    expect(world.watchedAtMs).toBeNull();
  });
});
