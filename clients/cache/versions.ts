import type { CacheLink } from './cache-link.ts';
import type { GuardedLink } from './guarded-link.ts';
import { bump, version } from './scripts.ts';
import type { ServerClock } from './server-clock.ts';

interface VersionWorld {
  readonly link: GuardedLink;
  readonly clock: ServerClock;
  readonly name: string;
  /** How long a version is gone by without asking. */
  readonly knownMs: number;
  /** How long the server keeps it unused: longer than any value. */
  readonly keepMs: number;
  newToken(): string;
  monotonicMs(): number;
}

/** The version of the namespace: it is in every key, so that one bump leaves all values behind. */
export class Versions {
  private readonly world: VersionWorld;
  readonly key: `hv:{${string}}`;
  private known: { readonly version: string; readonly askedMs: number } | null = null;
  private asking: Promise<string> | null = null;

  constructor(world: VersionWorld) {
    this.world = world;
    this.key = `hv:{${world.name}}`;
  }

  isDown(): boolean {
    return this.world.link.isDown(this.key);
  }

  /** As it was at most `knownMs` ago; asked for anew in the middle of that time, so that nobody waits for it. */
  current(): string | Promise<string> {
    const { monotonicMs, knownMs } = this.world;
    const age = this.known === null ? Number.POSITIVE_INFINITY : monotonicMs() - this.known.askedMs;
    if (this.known !== null && age < knownMs) {
      if (age > knownMs / 2) this.shared().catch(() => {});
      return this.known.version;
    }
    return this.shared();
  }

  /** As it is now. */
  async fresh(link: Pick<CacheLink, 'run'> = this.world.link): Promise<string> {
    const { clock, newToken, keepMs, monotonicMs } = this.world;
    const askedMs = monotonicMs();
    const [found, nowMs] = (await link.run(version, [this.key], [newToken(), keepMs])) as [string, number];
    clock.learn(nowMs, askedMs);
    if (this.known === null || askedMs >= this.known.askedMs) this.known = { version: found, askedMs };
    return found;
  }

  async bump(link: Pick<CacheLink, 'run'>): Promise<void> {
    const { newToken, keepMs } = this.world;
    await link.run(bump, [this.key], [newToken(), keepMs]);
    this.known = null;
    this.asking = null;
  }

  private shared(): Promise<string> {
    if (this.asking === null) {
      const asking = this.fresh().finally(() => {
        if (this.asking === asking) this.asking = null;
      });
      this.asking = asking;
    }
    return this.asking;
  }
}
