import type { ScalableConfig } from './config/scalable.ts';

/** The part of a config that deciding may know: no names of resources, no account. */
export type DecidingConfig = Omit<
  ScalableConfig,
  'target' | 'readings' | 'coexist' | 'shiftedBy' | 'moreAlarmNames'
> & {
  readonly targetKind: string;
  /** Left out by entries of before. */
  readonly coexist?: boolean;
};

/** A config as deciding sees it. */
export function decidingConfig(config: ScalableConfig): DecidingConfig {
  const { target, readings: _, shiftedBy: __, moreAlarmNames: ___, ...deciding } = config;
  return { ...deciding, targetKind: target.kind };
}
