import type { MakeTarget } from '../../../adapters/scaling/targets/any-kind/kind-target.ts';
import type { TargetConfig, TargetKind } from '../../../core/scaling/config/target-kinds.ts';

/** A kind of target in memory, that is measured. */
export interface BenchTarget<Kind extends TargetKind> {
  config(name: string): TargetConfig<Kind>;
  /** The real adapter, on an AWS that counts what it is asked in `reads`, by operation. */
  make(reads: Map<string, number>): MakeTarget<Kind>;
}

/** One client for every Region, that reads and acts. */
export function everywhere<Client>(client: Client) {
  return { reader: () => client, actor: () => client };
}
