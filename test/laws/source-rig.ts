import type { SourceWorld } from '../../adapters/sources/kind-source.ts';
import type { Source } from '../../core/readings/series.ts';
import type { SourceConfig, SourceKind } from '../../core/readings/source-kinds.ts';
import type { FakeAws } from '../adapters/fake-aws.ts';

export type Points = readonly (readonly [atMs: number, value: number])[];

/** A source of some kind with its fake service. */
export interface SourceRig<Kind extends SourceKind = SourceKind> {
  readonly service: Pick<FakeAws<unknown>, 'calls' | 'troubles'>;
  /** A witness is left out where a kind has none. */
  part(name: string, witnessName?: string): SourceConfig<Kind>;
  put(name: string, points: Points): void;
  /** How many different reads its service takes in one call. */
  readonly readsPerCall: number;
  /** How long the periods were that its service was asked for, in all calls. */
  askedSeconds(): readonly number[];
  open(world: SourceWorld): Source;
}

/** What the laws try a kind with. */
export interface SourceRigs<Kind extends SourceKind = SourceKind> {
  rig(): SourceRig<Kind>;
}
