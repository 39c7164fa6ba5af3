import { rollBack } from '../../../core/sharding/moving/servers/roll-back.ts';
import type { TwoShards } from './two-shards.ts';

/** A course that a move of slot 0 takes. */
export interface Scenario {
  readonly name: string;
  /** Deeds that are points here too, though others come to them. */
  readonly again?: RegExp;
  /** What comes before, with a driver that lives. Answers the move. */
  begin(shards: TwoShards, keys: readonly string[]): Promise<string>;
  /** What happens just before a deed of the driver. */
  witness?(shards: TwoShards, id: string, deed: string): Promise<void>;
}

/** The first number that no hash comes to. */
const ownSlot = 2;
const decisive = /^(DO|COMMIT|save|flip|CREATE PUBLICATION|DROP)/;

export const scenarios: readonly Scenario[] = [
  {
    name: 'a move',
    begin: async (shards) => {
      shards.keepWayBack(false);
      return (await shards.begin()).id;
    },
  },
  {
    name: 'a move that is rolled back',
    begin: async (shards) => {
      shards.keepWayBack(true);
      const { id } = await shards.begin();
      await shards.drive(id, ({ is }) => is === 'reversible');
      const taken = await shards.store.takeOver('shop', id);
      if (taken !== null) await shards.store.save(taken, rollBack(taken, Date.now()));
      return id;
    },
  },
  {
    name: 'a move that is aborted before its cut',
    begin: async (shards) => {
      shards.keepWayBack(false);
      const { id } = await shards.begin();
      await shards.walk(id, ({ is }) => is === 'catching-up');
      await shards.store.askAbort('shop', id);
      return id;
    },
  },
  {
    name: 'a move whose target does not take over in time',
    begin: async (shards) => {
      shards.keepWayBack(false);
      return (await shards.begin()).id;
    },
    witness: async (shards, id, deed) => {
      if (!deed.startsWith('DO $cut$')) return;
      const { to } = await shards.moveNow(id);
      await shards.sessions[to as 'a' | 'b'].query(`ALTER SUBSCRIPTION headroom_${id} DISABLE`);
    },
  },
  {
    name: 'a key that is pinned',
    again: decisive,
    begin: async (shards, [key = '']) => {
      shards.keepWayBack(false);
      await bringHome(shards, key);
      return (await shards.begin(0, { kind: 'pin', pinned: { key, slot: ownSlot } })).id;
    },
  },
  {
    name: 'a key that is put back',
    again: decisive,
    begin: async (shards, [key = '']) => {
      shards.keepWayBack(false);
      if (!(await isPinned(shards, key))) {
        const { id } = await shards.begin(0, { kind: 'pin', pinned: { key, slot: ownSlot } });
        await shards.drive(id, () => false);
      }
      return (await shards.begin(0, { kind: 'unpin', pinned: { key, slot: ownSlot } })).id;
    },
  },
];

async function isPinned({ store }: TwoShards, key: string): Promise<boolean> {
  return (await store.map('shop', true))?.pins.has(key) === true;
}

async function bringHome(shards: TwoShards, key: string): Promise<void> {
  if (!(await isPinned(shards, key))) return;
  const { id } = await shards.begin(0, { kind: 'unpin', pinned: { key, slot: ownSlot } });
  await shards.drive(id, () => false);
}
