/**
 * What Amazon ECS publishes at high resolution, when it is turned on for a service:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/target-tracking-faster-auto-scaling.html
 *
 * How long a point takes is not told. AWS's own tracking of it takes 86 seconds to begin, by AWS's measurement: half a
 * period until one begins, three of 20 seconds, half of ten between two evaluations, which leaves 11 for the point.
 */
export const ecsHighResolution = { periodSeconds: 20, delaySeconds: 11 } as const;
