import { becauseOf } from '../../core/because-of.ts';
import type { SourceKind } from '../../core/readings/source-kinds.ts';
import type { ConnectionSettings } from '../aws/connection-settings.ts';
import { once } from '../aws/once.ts';
import type { KindSource, SourceModule, SourceWorld } from './kind-source.ts';

/** Opens a kind for one invocation. */
type OpenSource<Kind extends SourceKind> = (world: SourceWorld) => KindSource<Kind>;

/**
 * A kind that is loaded, and connected, when the first part of it is read, so that a function reads at its start nothing
 * of kinds that nobody has configured. Where a client is given, none is made. All reads of one tick still come to it in one tick.
 */
export function lazySource<Kind extends SourceKind, Client>(
  load: () => Promise<SourceModule<Kind, Client>>,
  settings: ConnectionSettings,
  given: Client | undefined,
): OpenSource<Kind> {
  const connected = once(async () => {
    const kind = await load();
    return { kind, client: given ?? kind.connect(settings) };
  });
  return (world) => {
    const opened = once(async () => {
      const { kind, client } = await connected();
      return kind.open({ ...world, client });
    });
    return {
      async read(part, fromMs, toMs) {
        try {
          return await (await opened()).read(part, fromMs, toMs);
        } catch (error) {
          return { metric: { points: [], trouble: becauseOf(error).error }, witness: null };
        }
      },
    };
  };
}
