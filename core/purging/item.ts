/**
 * What a CDN is told to forget, as CloudFront writes it: `/a/b.html` one path, `/a/*` every path that begins so, `#news`
 * everything that carries the tag.
 */
export type ItemKind = 'path' | 'wildcard' | 'tag';

export function kindOf(item: string): ItemKind {
  if (item.startsWith('#')) return 'tag';
  return item.endsWith('*') ? 'wildcard' : 'path';
}

/** How many of some items count against each of CloudFront's two limits: a tag counts as a path. */
export interface Load {
  readonly paths: number;
  readonly wildcards: number;
}

export function loadOf(items: readonly string[]): Load {
  const wildcards = items.filter((item) => kindOf(item) === 'wildcard').length;
  return { paths: items.length - wildcards, wildcards };
}
