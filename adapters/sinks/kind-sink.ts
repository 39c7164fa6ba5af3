import type { SinkConfig, SinkKind } from '../../core/sinks/sink-kinds.ts';
import type { ConnectionSettings } from '../aws/connection-settings.ts';
import type { Keys } from '../aws/secret-keys.ts';
import type { Send } from './http/far-sink.ts';

/** What every kind of sink sends with. */
export interface SendWorld {
  readonly deployment: string;
  readonly fetch: typeof globalThis.fetch;
  readonly keys: Keys;
  readonly settings: ConnectionSettings;
}

/** A kind of sink. */
export interface SinkModule<Kind extends SinkKind> {
  /** Whose secrets it needs, for errors. */
  readonly whose: string;
  send(config: SinkConfig<Kind>, world: SendWorld): Send;
}
