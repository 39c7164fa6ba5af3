import type { Source } from '../../core/readings/series.ts';
import type { SourceKind } from '../../core/readings/source-kinds.ts';
import type { ConnectionSettings } from '../aws/connection-settings.ts';
import type { SourceModule, SourceWorld } from './kind-source.ts';
import { lazySource } from './lazy-source.ts';

/** How each kind is connected; its folder is loaded when a part of it is first read. */
const kinds = {
  cloudwatch: connecting(async () => (await import('./cloudwatch/kind.ts')).cloudwatch),
  lambda: connecting(async () => (await import('./lambda/kind.ts')).lambda),
  prometheus: connecting(async () => (await import('./prometheus/kind.ts')).prometheus),
  datadog: connecting(async () => (await import('./datadog/kind.ts')).datadog),
};

/** The client of each kind. */
type SourceClients = { readonly [K in SourceKind]: NonNullable<Parameters<(typeof kinds)[K]>[1]> };
type Connect<Client> = (settings: ConnectionSettings, given: Client | undefined) => OpenSources;
const connectors: { readonly [K in SourceKind]: Connect<SourceClients[K]> } = kinds;

function connecting<K extends SourceKind, Client>(load: () => Promise<SourceModule<K, Client>>) {
  return (settings: ConnectionSettings, given: Client | undefined) => lazySource(load, settings, given);
}

/** Every source as one. Open it anew for each invocation: it batches what one invocation reads. */
export type OpenSources = (world: SourceWorld) => Source;

/**
 * Every source by its kind. Make this once a process: each kind and its clients are loaded when a part of it is first read.
 * `clients` are those that the caller has already. Why: docs/decisions/0008.
 */
export function connectSources(settings: ConnectionSettings = {}, clients: Partial<SourceClients> = {}): OpenSources {
  const connected = oncePerKind(<K extends SourceKind>(kind: K) => connectors[kind](settings, clients[kind]));
  return (world) => {
    const opened = oncePerKind((kind) => connected(kind)(world));
    return { read: (part, fromMs, toMs) => opened(part.kind).read(part, fromMs, toMs) };
  };
}

function oncePerKind<Made>(make: (kind: SourceKind) => Made): (kind: SourceKind) => Made {
  const made = new Map<SourceKind, Made>();
  return (kind) => {
    const one = made.get(kind) ?? make(kind);
    made.set(kind, one);
    return one;
  };
}
