import type { ScalableConfig } from './config/scalable.ts';

/** The part of a config that deciding may know: no names of resources, no account. */
export type DecidingConfig = Omit<ScalableConfig, 'target' | 'readings' | 'coexist' | 'shiftedBy'> & {
  readonly targetKind: string;
  /** Left out by entries of before. */
  readonly coexist?: boolean;
};

/** A config as deciding sees it. */
export function decidingConfig({ target, readings: _, shiftedBy: __, ...deciding }: ScalableConfig): DecidingConfig {
  return { ...deciding, targetKind: target.kind };
}
