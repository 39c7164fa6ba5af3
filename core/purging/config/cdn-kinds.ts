import { type OfKind, schemasOf } from '../../schema/one-of.ts';
import type { CdnKindFacts } from './cdns/any-kind/cdn-kind.ts';
import { cloudflare } from './cdns/cloudflare.ts';
import { cloudFront } from './cdns/cloudfront.ts';
import { fastly } from './cdns/fastly.ts';

/** What caches, and forgets when told so. A new kind is a line here, and the compiler asks for the rest. */
const cdnKinds = { cloudfront: cloudFront, fastly, cloudflare };

/** What a config of each kind holds. */
export const cdnSchemas = schemasOf(cdnKinds);

export type CdnKind = keyof typeof cdnKinds;
export type CdnConfig<Kind extends CdnKind = CdnKind> = OfKind<typeof cdnSchemas, Kind>;

const byKind: { readonly [K in CdnKind]: CdnKindFacts<CdnConfig<K>> } = cdnKinds;

/** What is known of the kind that a CDN is of. */
export function cdnKindOf<K extends CdnKind>({ kind }: Pick<CdnConfig<K>, 'kind'>): CdnKindFacts<CdnConfig<K>> {
  return byKind[kind];
}
