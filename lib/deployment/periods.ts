import { Duration } from 'aws-cdk-lib';

/** The period of the metrics that AWS publishes each minute. */
export const oneMinute = Duration.minutes(1);

/** The period of alarms on Headroom itself. */
export const fiveMinutes = Duration.minutes(5);
