import { type Promised, promiseOf } from '../../alerting/promise.ts';
import { InvalidInput } from '../../model/errors.ts';
import type { ReadingConfig } from '../../readings/reading-config.ts';
import { adds, isSparse, nameOfPart, type SourceConfig, wakes } from '../../readings/source-kinds.ts';
import { isWatchable } from '../../readings/watchable.ts';
import { canonical } from './canonical.ts';
import { tiersOf, type WholeTier } from './gauges.ts';
import type { ServiceConfig } from './watched-service.ts';

/** Parts whose sum over a window, times `each` (and times its seconds, where they are rates), is a number of requests. */
export interface Counted {
  readonly parts: readonly SourceConfig[];
  readonly each: number;
  readonly areRates: boolean;
}

/** What alarms of CloudWatch need of an objective. */
export interface WatchedObjective extends Promised {
  readonly requests: Counted;
  readonly bad: Counted;
  /** What fails without being among the requests, so that it is told while none of these is; nothing where all of it is. */
  readonly apart: readonly SourceConfig[];
  /** What falls silent only where nothing is known any more. */
  readonly alive: SourceConfig;
}

/**
 * What of an objective alarms watch; null where the service has none, or where only Prometheus sees it. Throws `InvalidInput`
 * where it is to be watched and what counts it is not known, or nothing that an alarm can watch.
 */
export function watchedObjective(config: ServiceConfig): WatchedObjective | null {
  const { objective } = config;
  if (objective === null) return null;
  const promised = promiseOf(objective);
  const tier = tiersOf(config).find(({ throughput }) => throughput !== null) ?? null;
  const given = readingsOf(config, promised, tier);
  const isLeft = objective.requests === null && objective.bad === null && objective.prometheus !== null;
  if (isLeft && !(isSeen(given.requests) && isSeen(given.bad))) return null;
  const requests = counted('objective.requests', given.requests);
  const bad = counted('objective.bad', given.bad);
  if (requests.parts.length > 1 && requests.parts.some(isSparse))
    throw new InvalidInput(
      'objective.requests',
      'are a sum of what is silent at times; give one metric of all of them',
    );
  return { ...promised, requests, bad, apart: apartFrom(requests, bad), alive: aliveOf(config, tier, requests) };
}

/** What is told by other dimensions than requests that are silent at times: an ALB counts what it refuses itself for no target group. */
function apartFrom(requests: Counted, bad: Counted): readonly SourceConfig[] {
  const [counted] = requests.parts;
  if (counted?.kind !== 'cloudwatch' || !isSparse(counted)) return [];
  const own = JSON.stringify(counted.dimensions);
  return bad.parts.filter((part) => part.kind === 'cloudwatch' && JSON.stringify(part.dimensions) !== own);
}

const isSeen = (reading: ReadingConfig | null) => reading?.parts.every(wakes) ?? false;

interface Given {
  readonly requests: ReadingConfig | null;
  readonly bad: ReadingConfig | null;
}

function readingsOf(config: ServiceConfig, { withinMs }: Promised, tier: WholeTier | null): Given {
  const { objective, requests } = config;
  const classes = Object.values(requests);
  const usual = classes.length === 0 ? (tier?.throughput ?? null) : classes.length === 1 ? (classes[0] ?? null) : null;
  const own =
    withinMs === null ? { requests: usual, bad: tier?.errors ?? null } : slowOf(tier?.latency ?? null, withinMs / 1000);
  return { requests: objective?.requests ?? own.requests, bad: objective?.bad ?? own.bad };
}

/**
 * How many samples of a time there were, and how many were above a limit: CloudWatch counts both of a metric whose mean is read
 * (`TC(0.3:)`, https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html).
 */
function slowOf(latency: ReadingConfig | null, withinSeconds: number): Given {
  const [part, ...others] = latency?.parts ?? [];
  if (latency === null || part?.kind !== 'cloudwatch' || part.stat !== 'Average' || others.length > 0)
    return { requests: null, bad: null };
  const limit = Number((withinSeconds / latency.scale).toPrecision(12));
  const of = (stat: string): ReadingConfig => ({ ...latency, parts: [{ ...part, stat }], scale: 1, unit: 'count' });
  return { requests: of('SampleCount'), bad: of(`TC(${limit}:)`) };
}

function counted(field: string, reading: ReadingConfig | null): Counted {
  const fix = 'give a reading of it, in "per second" or "count"';
  if (reading === null) throw new InvalidInput(field, `is not told by the readings of the service; ${fix}`);
  if (!isWatchable(reading))
    throw new InvalidInput(
      field,
      `is made of ${reading.parts.map(nameOfPart).join(', ')}, which no alarm can watch; give one of CloudWatch, or the queries of Prometheus as objective.prometheus and neither of these`,
    );
  if (reading.combine !== 'sum') throw new InvalidInput(`${field}.combine`, 'is a ratio, and no number of requests');
  const [first] = reading.parts;
  const addUp = reading.parts.filter(countsUp).length;
  if (first === undefined || (addUp > 0 && addUp < reading.parts.length))
    throw new InvalidInput(`${field}.parts`, 'are rates and counts together; give one or the other');
  if (addUp > 0 && reading.unit === 'count') return { parts: reading.parts, each: reading.scale, areRates: false };
  const times = reading.scale * canonical(field, reading, 'per second');
  const each = Number((addUp > 0 ? times * first.periodSeconds : times).toPrecision(12));
  return { parts: reading.parts, each, areRates: addUp === 0 };
}

/** A trimmed count adds up as well as a count does. */
const countsUp = (part: SourceConfig) => adds(part) || (part.kind === 'cloudwatch' && /^TC\(/i.test(part.stat));

function aliveOf({ objective }: ServiceConfig, tier: WholeTier | null, { parts }: Counted): SourceConfig {
  const told = objective?.alive?.parts[0] ?? tier?.throughput?.parts.find(wakes) ?? parts[0];
  if (told === undefined || !wakes(told))
    throw new InvalidInput('objective.alive', 'is nothing that an alarm can watch; give a metric of CloudWatch');
  return told.kind === 'cloudwatch' && told.witness !== null ? { ...told, ...told.witness, witness: null } : told;
}
