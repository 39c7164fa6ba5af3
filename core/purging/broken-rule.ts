import { type CdnKind, cdnKindOf } from './config/cdn-kinds.ts';
import type { ItemRule } from './config/cdns/any-kind/cdn-kind.ts';

/**
 * The rules that items of a purge keep:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-tags.html
 */
const longestPath = 4000;
const longestTag = 256;

const pathRules: readonly ItemRule[] = [
  { says: 'a path begins with "/"', keeps: (path) => path.startsWith('/') },
  { says: `a path has at most ${longestPath} characters`, keeps: (path) => path.length <= longestPath },
  { says: 'a path has no control characters; percent-encode them', keeps: (path) => !hasControl(path) },
  { says: '"*" stands only at the end of a path', keeps: (path) => !path.slice(0, -1).includes('*') },
  {
    says: 'a path has no spaces and none of " # < > [ \\ ] ^ ` { | }, and is ASCII; percent-encode them',
    keeps: (path) => !/[ "#<>[\\\]^`{|}]|\P{ASCII}/u.test(path),
  },
  { says: 'a "%" in a path is followed by two hexadecimal digits', keeps: (path) => !/%(?![0-9a-f]{2})/i.test(path) },
];

const tagRules: readonly ItemRule[] = [
  { says: 'a tag has at least one character', keeps: (tag) => tag.length > 1 },
  { says: `a tag has at most ${longestTag} characters`, keeps: (tag) => tag.length <= longestTag + 1 },
  { says: 'a tag has only ASCII characters from "!" to "~", and no comma', keeps: (tag) => /^[!-+\--~]*$/.test(tag) },
];

/** The first rule of a CDN that an item breaks; null where it keeps all. */
export function brokenRule(item: string, kind: CdnKind): string | null {
  const rules = item.startsWith('#') ? tagRules : [...pathRules, ...cdnKindOf({ kind }).pathRules];
  return rules.find(({ keeps }) => !keeps(item))?.says ?? null;
}

function hasControl(path: string): boolean {
  for (let at = 0; at < path.length; at++) {
    const code = path.charCodeAt(at);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}
