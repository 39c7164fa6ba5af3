import type { Construct } from 'constructs';
import type { CdnConfig } from '../../../core/purging/config/cdn-kinds.ts';
import { type BoundCdn, CloudflareCdn } from '../../../lib/index.ts';
import { cloudflareContract, known } from '../../adapters/purging/cdns/contracts.ts';
import { type CdnRig, overHttp } from '../cdn-rig.ts';
import { keyOf } from '../key-of.ts';

const more = { secretArn: 'arn', secretField: null, host: known.host, plan: null };

export async function rig(): Promise<CdnRig<'cloudflare'>> {
  return {
    ...(await overHttp(cloudflareContract)),
    config: { kind: 'cloudflare', zoneId: known.zone, ...more },
    gone: { kind: 'cloudflare', zoneId: 'f'.repeat(32), ...more },
  };
}

export function bound(scope: Construct, config: CdnConfig<'cloudflare'>): BoundCdn {
  const { zoneId, host, plan } = config;
  return new CloudflareCdn({ zoneId, host, ...(plan !== null && { plan }), ...keyOf(scope, config) }).bind();
}
