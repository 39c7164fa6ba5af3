import { rollBack } from '../../../core/sharding/moves/roll-back.ts';
import type { TwoShards } from './two-shards.ts';

/** A course that a move of slot 0 takes. */
export interface Scenario {
  readonly name: string;
  /** What comes before, with a driver that lives. Answers the move. */
  begin(shards: TwoShards): Promise<string>;
  /** What happens just before a deed of the driver. */
  witness?(shards: TwoShards, id: string, deed: string): Promise<void>;
}

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
];
