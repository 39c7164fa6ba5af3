import type { Construct } from 'constructs';
import type { CdnConfig } from '../../../core/purging/config/cdn-kinds.ts';
import { type BoundCdn, FastlyCdn } from '../../../lib/index.ts';
import { fastlyContract, known } from '../../adapters/purging/cdns/contracts.ts';
import { type CdnRig, overHttp } from '../cdn-rig.ts';
import { keyOf } from '../key-of.ts';

const more = { secretArn: 'arn', secretField: null, host: known.host, soft: true };

export async function rig(): Promise<CdnRig<'fastly'>> {
  return {
    ...(await overHttp(fastlyContract)),
    config: { kind: 'fastly', serviceId: known.service, ...more },
    gone: { kind: 'fastly', serviceId: 'none', ...more },
  };
}

export function bound(scope: Construct, config: CdnConfig<'fastly'>): BoundCdn {
  const { serviceId, host, soft } = config;
  return new FastlyCdn({ serviceId, host, soft, ...keyOf(scope, config) }).bind();
}
