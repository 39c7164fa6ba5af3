import type { CacheLink } from './cache-link.ts';
import { GuardedLink } from './guarded-link.ts';
import { idOf } from './key-id.ts';
import { type LeftReport, readReports } from './read-reports.ts';
import { bump } from './scripts.ts';
import { tagIdOf } from './tags.ts';
import { bumpAll, forgetAt, placeOf, tagKeyOf } from './versions.ts';

interface Invalidating {
  readonly link: CacheLink;
  /** The cache, as `openCache` names it. */
  readonly name: string;
  /** Told when a node has gone. */
  onTrouble(what: string, error: unknown): void;
}

const timeoutMs = 1000;

/** Invalidates in a cache for whoever reads nothing from it. It owes nothing: what it could not tell, its caller tells again. */
export class Invalidator {
  private readonly link: GuardedLink;
  private readonly name: string;

  constructor({ link, name, onTrouble }: Invalidating) {
    this.link = new GuardedLink({ link, timeoutMs, onTrouble });
    this.name = name;
  }

  /** Rejects with `CacheDown`, with the reply that refuses it, and with `KeyRefused`. */
  async invalidate(key: string): Promise<void> {
    await forgetAt(this.link, placeOf(this.name, idOf(key)));
  }

  /** Takes all values away that were asked for with a tag. Rejects as `invalidate` does. */
  async invalidateTag(tag: string): Promise<void> {
    await this.link.run(bump, [tagKeyOf(this.name, tagIdOf(tag))], []);
  }

  /** Leaves all values behind. Rejects as `invalidate` does; then some may be left. */
  async bump(): Promise<void> {
    await bumpAll(this.link, this.name);
  }

  /** What processes have left at the server. Rejects as `invalidate` does. */
  async reports(): Promise<readonly LeftReport[]> {
    return readReports(this.link, this.name);
  }

  async close(): Promise<void> {
    await this.link.close();
  }
}
