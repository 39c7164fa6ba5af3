import type { IConstruct } from 'constructs';
import { type CdnKey, keyConfig, mayReadKey } from '../cdn-key.ts';
import type { BoundCdn, PurgedCdn } from '../purged-cdn.ts';

/** Which service of Fastly, which host in it, and the key. */
export interface FastlyCdnProps extends CdnKey {
  readonly serviceId: string;
  /** The host under which paths are cached, e.g. `www.example.com`. */
  readonly host: string;
  /**
   * Whether what is purged may still be served as stale while it is fetched anew.
   * @default true
   */
  readonly soft?: boolean;
}

/** A service of Fastly. Tags are its surrogate keys; it has no wildcards but that of everything. */
export class FastlyCdn implements PurgedCdn {
  readonly construct: IConstruct | null = null;
  private readonly props: FastlyCdnProps;

  constructor(props: FastlyCdnProps) {
    this.props = props;
  }

  bind(): BoundCdn {
    const { serviceId, host, soft = true } = this.props;
    const config = { kind: 'fastly' as const, serviceId, host, soft, ...keyConfig(this.props) };
    return { config, statements: mayReadKey(this.props), host };
  }
}
