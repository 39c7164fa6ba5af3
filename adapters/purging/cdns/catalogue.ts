import type { CdnConfig, CdnKind } from '../../../core/purging/config/cdn-kinds.ts';
import type { Cdn } from '../../../core/purging/ports.ts';
import type { HttpWorld, KindCdn } from './any-kind/kind-cdn.ts';
import { lazyCdn } from './any-kind/kind-cdn.ts';
import type { CloudFrontClients } from './cloudfront/cloudfront.ts';

/** What all CDNs need. */
export interface CdnsWorld extends HttpWorld {
  readonly cloudFront: CloudFrontClients;
}

/** Every CDN by its kind, as one. */
export function cdns({ cloudFront: clients, ...http }: CdnsWorld): Cdn {
  const byKind: { readonly [K in CdnKind]: KindCdn<K> } = {
    cloudfront: lazyCdn(async () =>
      (await import('./cloudfront/cloudfront.ts')).cloudFront({ ...clients, random: http.random }),
    ),
    fastly: lazyCdn(async () => (await import('./fastly/fastly.ts')).fastly(http)),
    cloudflare: lazyCdn(async () => (await import('./cloudflare/cloudflare.ts')).cloudflare(http)),
  };
  const of = <K extends CdnKind>(config: CdnConfig<K>): KindCdn<K> => byKind[config.kind as K];
  return {
    limits: (config) => of(config).limits(config),
    submit: (config, purge, term) => of(config).submit(config, purge, term),
    isCompleted: (config, purgeId) => of(config).isCompleted(config, purgeId),
  };
}
