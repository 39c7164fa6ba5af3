import type { ReadingConfig } from './reading-config.ts';
import { isWatchable } from './watchable.ts';

/** The shortest period of an alarm: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const leastAlarmSeconds = 10;

/** In so many periods in a row a load must be too high before its alarm tells. */
export const alarmPeriods = 1;

/** How long the queue before the resource-allocator gathers events, so that a herd of them becomes a few looks, seconds. */
export const gatheringSeconds = 1;

/** What no alarm watches is looked at this often, seconds. */
const tickSeconds = 60;

/** The period of the alarm that watches readings of a period. */
export function alarmPeriodSeconds(periodSeconds: number): number {
  return Math.max(leastAlarmSeconds, periodSeconds);
}

/**
 * How often an alarm is evaluated: each ten seconds where its period is below a minute, else each minute
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html).
 */
function evaluationSeconds(alarmSeconds: number): number {
  return alarmSeconds < 60 ? 10 : 60;
}

/** What makes up the time from a step of the load to the look that decides on it, each at most, seconds. */
export interface Reaction {
  /** Until a point holds the new load alone. */
  readonly period: number;
  /** Until that point can be read. */
  readonly publication: number;
  /** Until its alarm, or a tick, finds it. */
  readonly evaluation: number;
  /** Until a look is made. */
  readonly gathering: number;
  readonly total: number;
}

/** How fast a reading is acted on. */
export function reactionOf({ parts, combine }: Pick<ReadingConfig, 'parts' | 'combine'>): Reaction {
  const periodSeconds = Math.max(...parts.map((part) => part.periodSeconds));
  const publication = Math.max(...parts.map(({ delaySeconds }) => delaySeconds));
  const isWatched = isWatchable({ parts, combine });
  const period = periodSeconds * (isWatched ? alarmPeriods : 1);
  const evaluation = isWatched ? evaluationSeconds(alarmPeriodSeconds(periodSeconds)) : tickSeconds;
  const total = period + publication + evaluation + gatheringSeconds;
  return { period, publication, evaluation, gathering: gatheringSeconds, total };
}
