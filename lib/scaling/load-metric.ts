import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { alarmPeriodSeconds } from '../../core/readings/reaction.ts';
import { type ReadingConfig, runningReading } from '../../core/readings/reading-config.ts';
import { adds, isSparse, nameOfPart, type SourceConfig } from '../../core/readings/source-kinds.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { metricOf } from '../sources/catalogue.ts';
import { type Load, periodOf } from './load.ts';

/** Something that an alarm can watch: above the threshold, a look is due. */
export interface WatchedMetric {
  readonly metric: IMetric;
  readonly threshold: number;
  /** True where nothing is reported while there is no load. */
  readonly sparse: boolean;
}

/**
 * What alarms watch of one load: its own metric where AWS publishes it as it is compared, else metric math. A point of metric
 * math needs a point of each of its metrics, and a sum of those that are silent at times is watched by each of them, and by all
 * together. Nothing is filled in: CloudWatch's own page warns that an alarm on `FILL` may stay in OK, and advises against `MAX`
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html).
 */
export function watchedMetrics(load: Load, config: ScalableConfig): readonly WatchedMetric[] {
  const plain = plainMetric(load);
  if (plain !== null) return [plain];
  return reportingTogether(load.reading).map((parts) => {
    const reading = { ...load.reading, parts };
    return plainMetric({ ...load, reading }) ?? mathMetric({ ...load, reading }, config, false);
  });
}

/** The load as a graph shows it: of what is silent, nothing is zero. */
export function loadMetric(load: Load, config: ScalableConfig): WatchedMetric {
  return plainMetric(load) ?? mathMetric(load, config, true);
}

/** Each set of parts of a reading that may be all that is told in a period. */
function reportingTogether({ parts, combine }: ReadingConfig): readonly SourceConfig[][] {
  const silent = parts.filter(isSparse);
  if (combine !== 'sum' || parts.length === 1 || silent.length === 0) return [[...parts]];
  const sets: SourceConfig[][] = [[]];
  for (const part of silent) sets.push(...sets.map((set) => [...set, part]));
  return sets
    .map((set) => parts.filter((part) => !isSparse(part) || set.includes(part)))
    .filter((set) => set.length > 0);
}

function mathMetric(load: Load, { readings }: ScalableConfig, filled: boolean): WatchedMetric {
  const running = load.perUnit ? readings[runningReading] : undefined;
  const all = [...load.reading.parts, ...(running?.parts ?? [])];
  // What is told less often than the rest has no point beside most of theirs.
  const seconds = Math.max(...all.map(({ periodSeconds }) => alarmPeriodSeconds(periodSeconds)));
  const math = new LoadMath(readings[runningReading], filled ? alarmPeriodSeconds(periodOf(load)) : seconds, {
    filled,
  });
  const period = Duration.seconds(filled ? alarmPeriodSeconds(periodOf(load)) : seconds);
  return {
    metric: new MathExpression({ expression: math.text(load), label: 'load', period, usingMetrics: math.metrics }),
    threshold: load.limit,
    sparse: load.reading.parts.some(isSparse),
  };
}

/**
 * How many units the loads call for, by metric math: what arrives over what one unit is to carry, or what runs times how busy
 * it is over how busy it is to be. Null where CloudWatch cannot tell.
 */
export function neededMetric(loads: readonly Load[], { readings }: ScalableConfig): IMetric | null {
  const running = readings[runningReading];
  const [first] = loads;
  if (first === undefined) return null;
  const math = new LoadMath(running, alarmPeriodSeconds(periodOf(first)), { prefix: 'needed' });
  const told = loads.flatMap((load) => {
    if (load.perUnit) return [`${math.reading(load.reading, 'demand')} / ${load.limit}`];
    // A graph that shows one of these by itself takes it for the same metric, and shows it by this name.
    const busy = math.reading(load.reading, 'load');
    return running === undefined ? [] : [`${math.reading(running, 'running')} * ${busy} / ${load.limit}`];
  });
  if (told.length === 0) return null;
  const expression = told.length === 1 ? `CEIL(${told[0]})` : `CEIL(MAX([${told.join(', ')}]))`;
  const period = Duration.seconds(alarmPeriodSeconds(periodOf(first)));
  return new MathExpression({ expression, label: 'needed', period, usingMetrics: math.metrics });
}

function plainMetric({ reading, perUnit, limit }: Load): WatchedMetric | null {
  const only = perUnit ? reading.perUnit : reading.parts.length === 1 ? reading.parts[0] : null;
  if (only === undefined || only === null) return null;
  return {
    metric: watched(only),
    threshold: (limit / reading.scale) * stretchOf(only, alarmPeriodSeconds(only.periodSeconds)),
    sparse: isSparse(only),
  };
}

/** How much larger a part is over the period of an alarm, where that is longer than its own. */
function stretchOf(part: SourceConfig, alarmSeconds: number): number {
  return adds(part) ? Math.max(alarmSeconds / part.periodSeconds, 1) : 1;
}

function watched(part: SourceConfig): IMetric {
  const metric = metricOf(part);
  if (metric === null) throw new Error(`no alarm can watch ${nameOfPart(part)}; its loads were to be left out`);
  return metric;
}

/** Metric math over the parts of readings, each part fetched once. */
export class LoadMath {
  readonly metrics: Record<string, IMetric> = {};
  private readonly running: ReadingConfig | undefined;
  private readonly alarmSeconds: number;
  private readonly prefix: string;
  private readonly filled: boolean;

  /**
   * `prefix` begins the names of its parts: two expressions of one graph may not give one name to two metrics. `filled` says
   * whether what is silent is filled in, as graphs show it.
   */
  constructor(
    running: ReadingConfig | undefined,
    seconds: number,
    { prefix = 'm', filled = true }: { readonly prefix?: string; readonly filled?: boolean } = {},
  ) {
    this.running = running;
    this.alarmSeconds = seconds;
    this.prefix = prefix;
    this.filled = filled;
  }

  text({ reading, perUnit }: Load): string {
    const whole = this.reading(reading);
    return perUnit && this.running !== undefined ? `${whole} / ${this.reading(this.running)}` : whole;
  }

  /** A whole reading; its parts are called `label`, where one is given. */
  reading({ parts, combine, scale }: ReadingConfig, label?: string): string {
    const names = parts.map((part) => this.part(part, label));
    const combined = names.join(combine === 'sum' ? ' + ' : ' / ');
    const whole = names.length === 1 ? combined : `(${combined})`;
    return scale === 1 ? whole : `${whole} * ${scale}`;
  }

  private part(part: SourceConfig, label?: string): string {
    const plain = watched(part);
    const metric = label !== undefined && plain instanceof Metric ? plain.with({ label }) : plain;
    const known = Object.entries(this.metrics).find(([, other]) => JSON.stringify(other) === JSON.stringify(metric));
    const name = known?.[0] ?? `${this.prefix}${Object.keys(this.metrics).length}`;
    this.metrics[name] = metric;
    const told = this.filled ? this.filledIn(part, name) : name;
    const stretch = stretchOf(part, this.alarmSeconds);
    return stretch === 1 ? told : `(${told} / ${stretch})`;
  }

  /** What is silent is zero, and what is told less often than the rest stands until it is told again. */
  private filledIn(part: SourceConfig, name: string): string {
    if (isSparse(part)) return `FILL(${name}, 0)`;
    return part.periodSeconds > this.alarmSeconds ? `FILL(${name}, REPEAT)` : name;
  }
}
