import type { ScalableConfig } from '../../../core/scaling/config/scalable.ts';
import type { TargetConfig, TargetKind } from '../../../core/scaling/config/target-kinds.ts';
import type { AccountReader } from '../../aws/account-reader.ts';

/** What facts are read with. */
export interface FactsWorld {
  /** Clients that change nothing, in a Region; null is that of the process. */
  readerIn(region: string | null): AccountReader;
  readonly abortSignal: AbortSignal;
  /** Whom targets have to let in by more than IAM; left out where nobody says which deployment is meant. */
  readonly acting?: ActsAs;
}

/** As what a deployment acts. */
export interface ActsAs {
  readonly deployment: string;
  /** The ARN of its role; null where it is not deployed, or nobody may say. */
  readonly roleArn: string | null;
}

/** A scalable whose target is of one kind. */
export interface Checked<Kind extends TargetKind> extends Pick<ScalableConfig, 'readings' | 'warmPool'> {
  readonly target: TargetConfig<Kind>;
}

/** Each of these takes at most so long, retries included. */
export const leftMs = () => 30_000;
