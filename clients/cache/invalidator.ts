import type { CacheLink } from './cache-link.ts';
import { GuardedLink } from './guarded-link.ts';
import { idOf } from './key-id.ts';
import { type LeftReport, readReports } from './read-reports.ts';
import { bump } from './scripts.ts';
import { type MasterNode, type Shrunk, shrinkAll } from './shrink.ts';
import { tagIdOf } from './tags.ts';
import { bumpAll, forgetAt, placeOf, tagKeyOf } from './versions.ts';

interface Invalidating {
  readonly link: CacheLink;
  /** The cache, as `openCache` names it. */
  readonly name: string;
  /** Its nodes that are written to. */
  masters(): readonly MasterNode[];
  /** Told when a node has gone. */
  onTrouble(what: string, error: unknown): void;
}

const timeoutMs = 1000;

/** Invalidates in a cache for whoever reads nothing from it. It owes nothing: what it could not tell, its caller tells again. */
export class Invalidator {
  private readonly link: GuardedLink;
  private readonly name: string;
  private readonly nodes: Invalidating['masters'];

  constructor({ link, name, masters, onTrouble }: Invalidating) {
    this.link = new GuardedLink({ link, timeoutMs, onTrouble });
    this.name = name;
    this.nodes = masters;
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

  /** How many nodes are written to: node groups, of a cluster. */
  masters(): number {
    return this.nodes().length;
  }

  /** Takes away what was used longest ago until so many values are left: see `shrinkAll`. */
  async shrink(most: number, leftMs: () => number): Promise<Shrunk> {
    return shrinkAll(this.nodes(), { name: this.name, most, leftMs, dryRun: false });
  }

  async close(): Promise<void> {
    await this.link.close();
  }
}
