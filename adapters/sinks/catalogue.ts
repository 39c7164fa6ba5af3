import type { Sink } from '../../core/looking/sink.ts';
import { parseSinks, type SinkConfig, type SinkKind } from '../../core/sinks/sink-kinds.ts';
import type { ConnectionSettings } from '../aws/connection-settings.ts';
import { serverKeys } from '../aws/server-keys.ts';
import { datadog } from './datadog/kind.ts';
import { type FarSinkWorld, farSink } from './http/far-sink.ts';
import type { SinkModule } from './kind-sink.ts';
import { prometheus } from './prometheus/kind.ts';

const kinds: { readonly [K in SinkKind]: SinkModule<K> } = { prometheus, datadog };

interface SinksWorld extends FarSinkWorld {
  readonly deployment: string;
  readonly settings?: ConnectionSettings;
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * Every place that numbers are sent to, out of what a function finds in its environment (JSON). Make it once a process, and
 * only where there is one: it is loaded whole. Throws `InvalidInput`.
 */
export function connectSinks(json: string, world: SinksWorld): readonly Sink[] {
  return parseSinks(JSON.parse(json)).map((config) => connect(config, world));
}

function connect<K extends SinkKind>(
  config: SinkConfig<K>,
  { deployment, settings = {}, fetch = globalThis.fetch, ...world }: SinksWorld,
): Sink {
  const module: SinkModule<K> = kinds[config.kind as K];
  const keys = serverKeys(module.whose, settings, world.nowMs);
  return farSink(module.send(config, { deployment, fetch, keys, settings }), world);
}
