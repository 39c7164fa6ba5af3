import type { Construct } from 'constructs';
import { cdns } from '../../adapters/purging/cdns/catalogue.ts';
import type { CdnConfig, CdnKind } from '../../core/purging/config/cdn-kinds.ts';
import type { Cdn } from '../../core/purging/ports.ts';
import type { BoundCdn } from '../../lib/index.ts';
import { FakeCdnServer } from '../adapters/purging/cdns/fake-cdn-server.ts';

export type Trouble = 'busy' | 'broken' | 'hang';

/** A CDN of some kind with its fake service. */
export interface CdnRig<Kind extends CdnKind = CdnKind> {
  readonly cdn: Cdn;
  readonly config: CdnConfig<Kind>;
  /** The same kind, of something that is not there. */
  readonly gone: CdnConfig<Kind>;
  purged(): readonly string[];
  asked(): number;
  trouble(...troubles: readonly Trouble[]): void;
  /** From now on the CDN does not take these items. */
  refuse(items: readonly string[]): void;
  complete(purgeId: string): void;
  stop(): void;
}

/** What the laws try a kind with. */
export interface CdnRigs<Kind extends CdnKind = CdnKind> {
  rig(): Promise<CdnRig<Kind>>;
  /** The class of `lib`, made of a config as it was parsed, and bound. */
  bound(scope: Construct, config: CdnConfig<Kind>): BoundCdn;
}

const nobody = { send: () => Promise.reject(new Error('another kind was asked')) };
export const keys = { read: async () => 'good-key', forget: () => {} };

/** The parts of a rig for a CDN over HTTP, on a server that keeps a contract. */
export async function overHttp(contract: ConstructorParameters<typeof FakeCdnServer>[0]) {
  const server = await new FakeCdnServer(contract).start();
  const http = {
    busy: { status: 429, headers: { 'retry-after': '7' } },
    broken: { status: 503 },
    hang: 'hang',
  } as const;
  return {
    cdn: cdns({ cloudFront: { reader: nobody, actor: nobody }, fetch: server.fetch, keys, random: () => 0 }),
    purged: () => server.purged,
    asked: () => server.asked.length,
    trouble: (...troubles: readonly Trouble[]) => {
      server.troubles = troubles.map((one) => http[one]);
    },
    refuse: (items: readonly string[]) => {
      for (const item of items) server.refused.add(item);
    },
    complete: () => {},
    stop: () => server.stop(),
  };
}
