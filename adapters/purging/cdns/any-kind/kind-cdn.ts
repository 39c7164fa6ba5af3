import type { Term } from '../../../../core/ports.ts';
import type { CdnConfig, CdnKind } from '../../../../core/purging/config/cdn-kinds.ts';
import type { CdnLimits } from '../../../../core/purging/observation.ts';
import type { Answer, Cdn } from '../../../../core/purging/ports.ts';
import { once } from '../../../aws/once.ts';
import type { Keys } from '../../../aws/secret-keys.ts';

/** A CDN of one kind. */
export interface KindCdn<Kind extends CdnKind> {
  limits(config: CdnConfig<Kind>): Promise<CdnLimits>;
  submit(config: CdnConfig<Kind>, purge: Parameters<Cdn['submit']>[1], term: Term): Promise<Answer>;
  isCompleted(config: CdnConfig<Kind>, purgeId: string): Promise<boolean>;
}

/** What CDNs outside AWS are reached with. */
export interface HttpWorld {
  readonly fetch: typeof fetch;
  readonly keys: Keys;
  /** From 0 up to 1, to spread retries. */
  random(): number;
}

/** A CDN that is loaded when it is first asked, so that a function reads at its start nothing for kinds that nobody has. */
export function lazyCdn<Kind extends CdnKind>(load: () => Promise<KindCdn<Kind>>): KindCdn<Kind> {
  const cdn = once(load);
  return {
    limits: async (config) => (await cdn()).limits(config),
    submit: async (config, purge, term) => (await cdn()).submit(config, purge, term),
    isCompleted: async (config, purgeId) => (await cdn()).isCompleted(config, purgeId),
  };
}
