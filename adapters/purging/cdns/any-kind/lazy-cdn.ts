import type { CdnKind } from '../../../../core/purging/config/cdn-kinds.ts';
import type { KindCdn } from './kind-cdn.ts';

/** A CDN that is loaded when it is first asked, so that a function reads at its start nothing for kinds that nobody has. */
export function lazyCdn<Kind extends CdnKind>(load: () => Promise<KindCdn<Kind>>): KindCdn<Kind> {
  let loaded: Promise<KindCdn<Kind>> | null = null;
  const cdn = () => {
    loaded ??= load();
    return loaded;
  };
  return {
    limits: async (config) => (await cdn()).limits(config),
    submit: async (config, purge, term) => (await cdn()).submit(config, purge, term),
    isCompleted: async (config, purgeId) => (await cdn()).isCompleted(config, purgeId),
  };
}
