import { reactionOf } from '../../core/readings/reaction.ts';
import { type ReadingInput, reading } from '../../core/readings/reading-config.ts';
import { albArrivals } from '../../lib/sources/cloudwatch/alb-arrivals.ts';
import { albRequests } from '../../lib/sources/cloudwatch/alb-requests.ts';
import { autoScalingGroupCpu } from '../../lib/sources/cloudwatch/auto-scaling-group-cpu.ts';
import { ecsServiceCpu } from '../../lib/sources/cloudwatch/ecs-service-cpu.ts';
import { queueDepth } from '../../lib/sources/cloudwatch/queue-depth.ts';
import { queueInHand } from '../../lib/sources/cloudwatch/queue-in-hand.ts';

const balanced = {
  loadBalancer: { loadBalancerFullName: 'app/web/50dc6c495c0c9188' },
  targetGroup: { targetGroupFullName: 'targetgroup/web/73e2d6bc24d8a067' },
};
const group = { autoScalingGroupName: 'web' };
const service = { cluster: { clusterName: 'shop' }, serviceName: 'web' } as Parameters<typeof ecsServiceCpu>[0];
const own = { kind: 'cloudwatch', namespace: 'Shop', metricName: 'InUse', stat: 'Average' } as const;

/** What a program stores with a `StorageResolution` of 1 can be read within seconds; two are allowed for. */
const ownOfASecond: ReadingInput = { parts: [{ ...own, periodSeconds: 1, delaySeconds: 2 }] };

/** Every reading that is shipped, and two of one's own. */
const readings: Readonly<Record<string, ReadingInput>> = {
  albArrivals: albArrivals(balanced),
  albRequests: albRequests(balanced),
  autoScalingGroupCpu: autoScalingGroupCpu(group),
  'autoScalingGroupCpu, detailed monitoring': autoScalingGroupCpu(group, { detailedMonitoring: true }),
  ecsServiceCpu: ecsServiceCpu(service),
  'ecsServiceCpu, high resolution': ecsServiceCpu(service, { highResolution: true }),
  queueDepth: queueDepth({ queueName: 'orders' }),
  queueInHand: queueInHand({ queueName: 'orders' }),
  lambdaReading: { parts: [{ kind: 'lambda', functionName: 'load' }] },
  'own metric of a second': ownOfASecond,
};

/**
 * What others take, as they document it:
 * AWS's own measurement of ECS's high-resolution tracking (time to trigger), KEDA's polling interval of 30 s
 * and the HPA's synchronisation of 15 s after it (https://keda.sh/docs/latest/reference/scaledobject-spec/), the HPA alone.
 */
const others = { 'ECS high-resolution tracking': 86, KEDA: 45, HPA: 15 };

interface ReactionRow {
  readonly source: string;
  readonly by: 'headroom' | 'other';
  /** From a step of the load to the decision. */
  readonly seconds: number;
  /** What they are made of; null where nobody tells. */
  readonly of: object | null;
}

/** Seconds from a step of the load to the decision, counted from periods, publication, evaluation and gathering. */
export function reaction(): readonly ReactionRow[] {
  const ours = Object.entries(readings).map(([source, input]): ReactionRow => {
    const { total: seconds, ...of } = reactionOf(reading.parse(input));
    return { source, by: 'headroom', seconds, of };
  });
  const theirs = Object.entries(others).map(([source, seconds]): ReactionRow => {
    return { source, by: 'other', seconds, of: null };
  });
  return [...ours, ...theirs];
}
