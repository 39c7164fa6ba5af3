import { Duration } from 'aws-cdk-lib';

/** The period of the metrics that AWS publishes each minute. */
export const oneMinute = Duration.minutes(1);
