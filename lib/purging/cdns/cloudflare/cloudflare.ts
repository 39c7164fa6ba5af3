import type { IConstruct } from 'constructs';
import type { cloudflarePlans } from '../../../../core/purging/config/cdns/cloudflare.ts';
import { type CdnKey, keyConfig, mayReadKey } from '../cdn-key.ts';
import type { BoundCdn, PurgedCdn } from '../purged-cdn.ts';

/** Which zone of Cloudflare, which host in it, and the key. */
export interface CloudflareCdnProps extends CdnKey {
  readonly zoneId: string;
  /** The host under which paths are cached by HTTPS, e.g. `www.example.com`. */
  readonly host: string;
  /**
   * The plan of the zone: up to 100 paths go in one request, 500 with `enterprise`.
   * @default - 30 paths in a request, which every plan takes
   */
  readonly plan?: (typeof cloudflarePlans)[number];
}

/** A host of a zone of Cloudflare. Its wildcards are whole folders. */
export class CloudflareCdn implements PurgedCdn {
  readonly construct: IConstruct | null = null;
  private readonly props: CloudflareCdnProps;

  constructor(props: CloudflareCdnProps) {
    this.props = props;
  }

  bind(): BoundCdn {
    const { zoneId, host, plan = null } = this.props;
    const config = { kind: 'cloudflare' as const, zoneId, host, plan, ...keyConfig(this.props) };
    return { config, statements: mayReadKey(this.props), host };
  }
}
