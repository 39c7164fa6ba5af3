import { Refusal } from '../../../core/model/errors.ts';
import type { Route } from '../../../core/sharding/map/key-router.ts';
import type { KeyspaceStore } from '../../../core/sharding/ports.ts';
import { ShardDown } from '../../postgres/shard-error.ts';
import type { KeyItems } from '../shards/dynamodb-table/table-items.ts';
import { checkKey } from './check-key.ts';
import type { KeyReporter } from './key-reporter.ts';
import type { MapWatch } from './map-watch.ts';
import { Patience, type PatienceOptions } from './patience.ts';
import { type Scattered, type ScatterOptions, scatter } from './scatter.ts';
import { FencedTooLong } from './shard-errors.ts';
import type { ShardPools } from './shard-pools.ts';
import { attemptInSlot, NotBegun, type SlotWork } from './slot-attempt.ts';

/** What a client of one keyspace is made of. */
export interface ShardClientParts extends PatienceOptions {
  readonly keyspace: string;
  readonly watch: MapWatch;
  readonly store: Pick<KeyspaceStore, 'slot'>;
  readonly pools: ShardPools;
  /** What shards that are DynamoDB tables hold of a key. @default shards are PostgreSQL */
  readonly items?: (key: string) => KeyItems;
  /** Counts which keys transactions spend their time on. @default nobody counts */
  readonly reporter?: KeyReporter;
}

/** How one transaction is begun. */
export interface TransactionOptions {
  /** Whether the transaction only reads; the server then refuses writes. @default false */
  readonly readOnly?: boolean;
}

/**
 * What applications use: it knows where every key is, and follows slots that move. Made by `openShards`.
 * A transaction is in one slot; there is none over several.
 */
export class ShardClient {
  private readonly parts: ShardClientParts;

  constructor(parts: ShardClientParts) {
    this.parts = parts;
  }

  /** Where a key's rows are, as far as this process knows. Throws `InvalidKey`. */
  route(key: string): Route {
    checkKey(key);
    return this.parts.watch.router.route(key);
  }

  /**
   * The items of a key, where shards are DynamoDB tables: `await shards.items('customer-17').put('order-1', { ... })`.
   * Throws `InvalidKey`.
   */
  items(key: string): KeyItems {
    const { items } = this.parts;
    if (items === undefined) throw new Refusal('shards that are PostgreSQL hold no items; use tx');
    return items(key);
  }

  /**
   * Runs a transaction in a key's slot. Where the slot has moved meanwhile, the callback is run again where it is now, so it
   * should do nothing but ask its database; nothing is run again once COMMIT was sent.
   * Rejects with `InvalidKey`, `ShardDown`, `CredentialsRefused`, `NotAllowed`, `FencedTooLong`, `LeavesItsSlot`,
   * `RolledBack` or the callback's own error, after none of which anything has been done; with `CommitUnknown` where nobody
   * knows.
   */
  tx<T>(key: string, work: SlotWork<T>, options: TransactionOptions = {}): Promise<T> {
    return this.counted(
      key,
      this.follow(() => this.route(key), work, options),
    );
  }

  /**
   * Runs a transaction in every slot, so many at once, and answers by shard what came of it; it never rejects for a slot's
   * sake. A key that is pinned or unpinned meanwhile may be met in both of its slots or, for a moment, in neither.
   */
  all<T>(work: SlotWork<T>, options: TransactionOptions & ScatterOptions = {}): Promise<readonly Scattered<T>[]> {
    const { watch } = this.parts;
    const routes = watch.router.slots().map((slot) => watch.router.routeOf(slot));
    const run = (slot: number) => this.follow(() => watch.router.routeOf(slot), work, options);
    return scatter(routes, run, options);
  }

  /** Ends all connections once their transactions have ended. */
  async close(): Promise<void> {
    this.parts.watch.close();
    await this.parts.reporter?.close();
    await this.parts.pools.close();
  }

  private async counted<T>(key: string, transaction: Promise<T>): Promise<T> {
    const { reporter, nowMs } = this.parts;
    if (reporter === undefined) return transaction;
    const startMs = nowMs();
    const value = await transaction;
    reporter.weights.add(key, this.route(key).slot, nowMs() - startMs);
    return value;
  }

  private async follow<T>(where: () => Route, work: SlotWork<T>, { readOnly = false }: TransactionOptions): Promise<T> {
    const patience = new Patience(this.parts);
    let last: Error | null = null;
    for (let route = where(); patience.another(); route = where()) {
      try {
        const client = await this.parts.pools.connect(route.shard);
        const tried = await attemptInSlot(client, route, work, readOnly);
        if (tried.is === 'done') return tried.value;
        last = tried.error;
        if (!(await this.hasMoved(route, where, patience))) break;
      } catch (error) {
        if (!(await this.mayTryAgain(error, route, where)))
          throw error instanceof NotBegun ? lost(route, error) : error;
        last = error as Error;
      }
    }
    throw this.fenced(where(), last);
  }

  /** Waits until the map names the slot anew; false where that takes longer than anybody should wait. */
  private hasMoved(route: Route, where: () => Route, patience: Patience): Promise<boolean> {
    const { watch, store, keyspace } = this.parts;
    return patience.until(async () => {
      await watch.refresh();
      if (where().name !== route.name) return 'yes';
      return (await store.slot(keyspace, route.slot))?.is === 'cut' ? 'cut' : 'no';
    });
  }

  /** A transaction that has not begun may begin anew: on a fresh connection, or where the slot is by now. */
  private async mayTryAgain(error: unknown, route: Route, where: () => Route): Promise<boolean> {
    if (error instanceof NotBegun) return true;
    if (!(error instanceof ShardDown)) return false;
    await this.parts.watch.refresh().catch(() => {});
    return where().shard !== route.shard;
  }

  private fenced({ slot, shard }: Route, last: Error | null): Error {
    if (last instanceof NotBegun) return lost({ slot, shard }, last);
    const next = `see what its move waits for: headroom shards status ${this.parts.keyspace}`;
    return new FencedTooLong(`slot ${slot} of shard "${shard}" stayed closed for too long; ${next}`, shard, last);
  }
}

function lost({ slot, shard }: Pick<Route, 'slot' | 'shard'>, error: Error): ShardDown {
  const next = 'see whether it restarts or ends connections';
  return new ShardDown(
    `shard "${shard}" began no transaction in slot ${slot}: ${error.message}; ${next}`,
    shard,
    error,
  );
}
