import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { Source } from '../../core/readings/series.ts';
import type { SourceConfig, SourceKind } from '../../core/readings/source-kinds.ts';
import type { ConnectionSettings, KindSource, SourceWorld } from './kind-source.ts';
import { lazySource, type OpenSource } from './lazy-source.ts';

/** The client of each kind. */
interface SourceClients {
  readonly cloudwatch: Pick<CloudWatchClient, 'send'>;
  readonly lambda: Pick<LambdaClient, 'send'>;
}

/** Every source as one. Open it anew for each invocation: it batches what one invocation reads. */
export type OpenSources = (world: SourceWorld) => Source;

/**
 * Every source by its kind. Make this once a process: each kind and its clients are loaded when a part of it is first read.
 * `clients` are those that the caller has already.
 */
export function connectSources(settings: ConnectionSettings = {}, clients: Partial<SourceClients> = {}): OpenSources {
  const kinds: { readonly [K in SourceKind]: OpenSource<K> } = {
    cloudwatch: lazySource(async () => (await import('./cloudwatch/kind.ts')).cloudwatch, settings, clients.cloudwatch),
    lambda: lazySource(async () => (await import('./lambda/kind.ts')).lambda, settings, clients.lambda),
  };
  return (world) => {
    const byKind: { readonly [K in SourceKind]: KindSource<K> } = {
      cloudwatch: kinds.cloudwatch(world),
      lambda: kinds.lambda(world),
    };
    const of = <K extends SourceKind>(part: SourceConfig<K>): KindSource<K> => byKind[part.kind as K];
    return { read: (part, fromMs, toMs) => of(part).read(part, fromMs, toMs) };
  };
}
