import { KeyRouter } from '../../../core/sharding/map/key-router.ts';
import type { KeyspaceStore } from '../../../core/sharding/ports.ts';
import { UnknownKeyspace } from './shard-errors.ts';

/** Which map is watched, and how often it is read again while it is used, milliseconds. */
export interface MapWatchOptions {
  readonly store: Pick<KeyspaceStore, 'map'>;
  readonly keyspace: string;
  readonly refreshMs: number;
  random(): number;
  /** Told when a refresh that nobody waits for has failed; the map stays as it is. */
  onTrouble(what: string, error: unknown): void;
}

/** The newest map that this process has seen; read again now and then while it is used, and when a shard said it is stale. */
export class MapWatch {
  private readonly options: MapWatchOptions;
  private current: KeyRouter;
  private timer: NodeJS.Timeout | null = null;
  private used = false;
  private reading: Promise<KeyRouter> | null = null;

  static async open(options: MapWatchOptions): Promise<MapWatch> {
    return new MapWatch(options, await read(options, false));
  }

  private constructor(options: MapWatchOptions, current: KeyRouter) {
    this.options = options;
    this.current = current;
    this.arm();
  }

  get router(): KeyRouter {
    this.used = true;
    return this.current;
  }

  /** Reads the map as it is now; all who ask while a read is under way share it. */
  refresh(): Promise<KeyRouter> {
    this.reading ??= this.read(true).finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  close(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  /** Versions of a keyspace only grow: a consistent read of one below what was known before it tells of a keyspace made anew. */
  private async read(consistently: boolean): Promise<KeyRouter> {
    const known = this.current.map.version;
    const found = await read(this.options, consistently);
    const { version } = found.map;
    if (version > this.current.map.version || (consistently && version < known)) this.current = found;
    return this.current;
  }

  /** Half as early to half as late again as asked, so that those who started together do not come back together. */
  private arm(): void {
    const { refreshMs, random } = this.options;
    this.timer = setTimeout(() => void this.beat(), refreshMs * (0.5 + random()));
    this.timer.unref();
  }

  private async beat(): Promise<void> {
    const { used } = this;
    this.used = false;
    try {
      if (used) await this.read(false);
    } catch (error) {
      this.options.onTrouble('the shard map could not be read again', error);
    }
    if (this.timer !== null) this.arm();
  }
}

async function read({ store, keyspace }: MapWatchOptions, consistently: boolean): Promise<KeyRouter> {
  const map = await store.map(keyspace, consistently);
  if (map !== null) return new KeyRouter(map);
  throw new UnknownKeyspace(
    `no keyspace "${keyspace}" has a map in the table; correct the name, or make its map: headroom shards init ${keyspace}`,
  );
}
