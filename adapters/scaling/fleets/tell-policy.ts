/** A scaling policy of AWS, of whichever service. */
export interface NativePolicy {
  readonly type: string;
  readonly isOff: boolean;
  /** The predefined metric; null for one of somebody's own. */
  readonly metric: string | null;
  readonly target: number | null;
  readonly forecastsOnly: boolean;
}

const kinds: Readonly<Record<string, string>> = {
  TargetTrackingScaling: 'target tracking',
  StepScaling: 'step scaling',
  SimpleScaling: 'simple scaling',
  PredictiveScaling: 'predictive scaling',
};

const metrics: Readonly<Record<string, string>> = {
  ASGAverageCPUUtilization: 'CPU',
  ECSServiceAverageCPUUtilization: 'CPU',
  ECSServiceAverageMemoryUtilization: 'memory',
  ALBRequestCountPerTarget: 'requests per target',
};

/** A policy in a few words: `target tracking of CPU at 50`. */
export function tellPolicy({ type, isOff, metric, target, forecastsOnly }: NativePolicy): string {
  const of = metric === null ? '' : ` of ${metrics[metric] ?? metric}`;
  const at = target === null ? '' : ` at ${target}`;
  const note = isOff ? ' (off)' : forecastsOnly ? ' (forecasts only)' : '';
  return `${kinds[type] ?? type}${of}${at}${note}`;
}

/** How busy target tracking keeps units, of what they can do; nothing where none goes by their CPU. */
export function tracksOf(policies: readonly NativePolicy[]): { readonly tracks?: number } {
  const percent = policies
    .filter(({ type, isOff }) => type === 'TargetTrackingScaling' && !isOff)
    .find(({ metric, target }) => metrics[metric ?? ''] === 'CPU' && target !== null)?.target;
  return percent == null ? {} : { tracks: percent / 100 };
}

/** Scheduled actions, counted; none where there are none. */
export function tellSchedules(count: number): string[] {
  return count === 0 ? [] : [count === 1 ? 'a scheduled action' : `${count} scheduled actions`];
}
