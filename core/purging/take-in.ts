import type { Content } from '../model/content.ts';
import { brokenRule } from './broken-rule.ts';
import type { Change } from './change.ts';
import { cdnKindOf } from './config/cdn-kinds.ts';
import type { PurgeConfig } from './config/purge.ts';
import { inOneForm, pathsIn } from './normalise.ts';

/** An item that breaks a rule of purging; the rest of its message goes on. */
export interface RefusedItem {
  readonly item: string;
  readonly rule: string;
}

/** What a message means for one purge. */
export interface TakenIn {
  readonly changes: readonly Change[];
  readonly refused: readonly RefusedItem[];
}

/** What one message changes of what one purge is about; null where it is not about it. */
export function takeIn(content: Content, config: PurgeConfig): TakenIn | null {
  switch (content.is) {
    case 'object': {
      const mine = config.buckets.filter(({ bucket }) => bucket === content.bucket);
      const paths = mine.flatMap((bucket) => pathsIn(bucket, config, content.key));
      return paths.length === 0 ? null : sortOut(paths, config, { id: content.id, atMs: content.atMs, urgent: false });
    }
    case 'items': {
      if (content.purges !== null && !content.purges.some((name) => isNameOf(name, config))) return null;
      return sortOut(content.items, config, { id: content.id, atMs: null, urgent: content.urgent });
    }
    case 'release':
      if (content.purge !== config.purge) return null;
      return sortOut(config.onDeploy, config, { id: content.id, atMs: null, urgent: false });
  }
}

/** Its own name, or what the CDN calls what is purged. */
function isNameOf(name: string, { purge, cdn }: PurgeConfig): boolean {
  return name === purge || name === cdnKindOf(cdn).ownName(cdn);
}

function sortOut(items: readonly string[], config: PurgeConfig, change: Omit<Change, 'item'>): TakenIn {
  const told = items.map((item) => ({ item, rule: brokenRule(item, config.cdn.kind) }));
  const good = told.filter(({ rule }) => rule === null).map(({ item }) => inOneForm(item, config));
  return {
    changes: good.map((item, index) => ({ ...change, id: `${change.id}-${index}`, item })),
    refused: told.flatMap(({ item, rule }) => (rule === null ? [] : [{ item, rule }])),
  };
}
