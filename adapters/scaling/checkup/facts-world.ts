import type { ScalableConfig } from '../../../core/scaling/config/scalable.ts';
import type { TargetConfig, TargetKind } from '../../../core/scaling/config/target-kinds.ts';
import type { AccountReader } from '../../aws/account-reader.ts';

/** What facts are read with. */
export interface FactsWorld {
  /** Clients that change nothing, in a Region; null is that of the process. */
  readerIn(region: string | null): AccountReader;
  readonly abortSignal: AbortSignal;
}

/** A scalable whose target is of one kind. */
export interface Checked<Kind extends TargetKind> extends Pick<ScalableConfig, 'readings' | 'warmPool'> {
  readonly target: TargetConfig<Kind>;
}

/** Each of these takes at most so long, retries included. */
export const leftMs = () => 30_000;
