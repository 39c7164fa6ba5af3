import { createHash } from 'node:crypto';
import { KeyRefused } from './cache-errors.ts';
import type { GuardedLink } from './guarded-link.ts';
import { idOf } from './key-id.ts';
import { bump, tagVersion } from './scripts.ts';
import type { Servers } from './servers.ts';
import type { CheckedSettings } from './settings.ts';
import { digestLength } from './stored.ts';
import { tagKeyOf } from './versions.ts';

interface TagsWorld {
  readonly link: GuardedLink;
  readonly settings: CheckedSettings;
  readonly servers: Servers;
  /** How long a version is kept: longer than what is stored with it. */
  readonly keepMs: number;
  newToken(): string;
  monotonicMs(): number;
}

/** Each is one question more before every answer. */
const mostTags = 16;

/** What a value is told apart by of whose tags one was invalidated since; of none there is nothing to tell. */
const none = '';

/**
 * Versions of tags. A value is stored with those that its tags had before its load began, and counts while they have them still:
 * to invalidate a tag is to take one version away, however many values have it. One that was lost, evicted, or made by a
 * server that is not the master any more, is a miss and no lie.
 */
export class Tags {
  private readonly world: TagsWorld;

  constructor(world: TagsWorld) {
    this.world = world;
  }

  /** The versions that tags have, as one text; null where one of them has none. Rejects as the link does. */
  async seen(ids: readonly string[]): Promise<string | null> {
    if (ids.length === 0) return none;
    const versions = await Promise.all(ids.map((id) => this.read(id)));
    return versions.includes(null) ? null : digestOf(versions as readonly string[]);
  }

  /** The same, each made where there is none, and kept for as long as what is stored with it. */
  async made(ids: readonly string[]): Promise<string> {
    if (ids.length === 0) return none;
    return digestOf(await Promise.all(ids.map((id) => this.make(id))));
  }

  async invalidate(id: string): Promise<void> {
    const { link, settings } = this.world;
    await link.run(bump, [tagKeyOf(settings.name, id)], []);
  }

  private async read(id: string): Promise<string | null> {
    const { link, servers, settings } = this.world;
    const key = tagKeyOf(settings.name, id);
    const node = link.nodeOf(key);
    const [version] = await link.read([key]);
    if (typeof version !== 'string' || link.nodeOf(key) !== node) return null;
    return servers.hasMade(node, version) ? version : null;
  }

  private async make(id: string): Promise<string> {
    const { link, servers, settings, keepMs, newToken, monotonicMs } = this.world;
    const key = tagKeyOf(settings.name, id);
    const node = link.nodeOf(key);
    const askedMs = monotonicMs();
    const reply = await link.run(tagVersion, [key], [newToken(), keepMs]);
    const [nowMs, mark, version] = reply as [string, string, string];
    if (link.nodeOf(key) === node) servers.learn(node, mark, Number(nowMs), askedMs);
    return version;
  }
}

/** The ids of tags, each once and in one order. Throws `KeyRefused`. */
export function tagIdsOf(tags: readonly string[]): readonly string[] {
  if (tags.length > mostTags) throw new KeyRefused(`expected at most ${mostTags} tags; came ${tags.length}`);
  return [...new Set(tags.map(tagIdOf))].sort();
}

/** What no key of a value has. Throws `KeyRefused`. */
export const tagIdOf = (tag: string): string => `t${idOf(tag)}`;

function digestOf(versions: readonly string[]): string {
  return createHash('sha256').update(versions.join('')).digest('base64url').slice(0, digestLength);
}
