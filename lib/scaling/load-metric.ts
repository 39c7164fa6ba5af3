import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { alarmPeriodSeconds } from '../../core/readings/reaction.ts';
import { type ReadingConfig, runningReading } from '../../core/readings/reading-config.ts';
import { adds, isSparse, nameOfPart, type SourceConfig } from '../../core/readings/source-kinds.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { metricOf } from '../sources/catalogue.ts';
import { type Load, periodOf } from './load.ts';

/** Something that an alarm can watch: above the threshold, a look is due. */
interface WatchedMetric {
  readonly metric: IMetric;
  readonly threshold: number;
  /** True where nothing is reported while there is no load. */
  readonly sparse: boolean;
}

/**
 * One metric for all loads, so that one alarm is enough: the load's own metric where AWS publishes it as it is compared,
 * else metric math; of several loads the one that is furthest above its limit.
 */
export function loadMetric(loads: readonly [Load, ...Load[]], config: ScalableConfig): WatchedMetric {
  const [first, ...others] = loads;
  const plain = others.length === 0 ? plainMetric(first) : null;
  if (plain !== null) return plain;
  const alarmSeconds = alarmPeriodSeconds(periodOf(first));
  const math = new LoadMath(config.readings[runningReading], alarmSeconds);
  const period = Duration.seconds(alarmSeconds);
  const shares = loads.map((load) => `(${math.text(load)}) / ${load.limit}`);
  const [expression, threshold] =
    others.length === 0 ? [math.text(first), first.limit] : [`MAX([${shares.join(', ')}])`, 1];
  const label = others.length === 0 ? 'load' : 'highest load over its limit';
  return {
    metric: new MathExpression({ expression, label, period, usingMetrics: math.metrics }),
    threshold,
    sparse: false,
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
  const math = new LoadMath(running, alarmPeriodSeconds(periodOf(first)), 'needed');
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

  /** `prefix` begins the names of its parts: two expressions of one graph may not give one name to two metrics. */
  constructor(running: ReadingConfig | undefined, alarmSeconds: number, prefix = 'm') {
    this.running = running;
    this.alarmSeconds = alarmSeconds;
    this.prefix = prefix;
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
    const told = isSparse(part) ? `FILL(${name}, 0)` : this.lasting(part, name);
    const stretch = stretchOf(part, this.alarmSeconds);
    return stretch === 1 ? told : `(${told} / ${stretch})`;
  }

  /** What is told less often than the alarm looks stands until it is told again. */
  private lasting({ periodSeconds }: SourceConfig, name: string): string {
    return periodSeconds > this.alarmSeconds ? `FILL(${name}, REPEAT)` : name;
  }
}
