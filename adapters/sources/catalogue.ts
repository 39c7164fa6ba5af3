import type { Source } from '../../core/readings/series.ts';
import type { SourceConfig, sourceKinds } from '../../core/readings/source-kinds.ts';
import { type CloudWatchWorld, cloudWatchSource } from './cloudwatch/cloudwatch.ts';
import type { KindSource } from './kind-source.ts';

type Kind = keyof typeof sourceKinds;

/** What all sources need. */
interface SourceWorld {
  readonly cloudwatch: CloudWatchWorld;
}

/** Every source by its kind, as one. Make it anew for each invocation: it batches what one invocation reads. */
export function sources(world: SourceWorld): Source {
  const byKind: { readonly [K in Kind]: KindSource<K> } = {
    cloudwatch: cloudWatchSource(world.cloudwatch),
  };
  const of = <K extends Kind>(part: SourceConfig<K>): KindSource<K> => byKind[part.kind as K];
  return { read: (part, fromMs, toMs) => of(part).read(part, fromMs, toMs) };
}
