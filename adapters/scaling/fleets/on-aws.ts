import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { AutoScalingClient, type AutoScalingClientConfig } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ECSClient } from '@aws-sdk/client-ecs';
import { EKSClient } from '@aws-sdk/client-eks';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { readingClient } from '../../aws/client-settings.ts';
import { readOnly } from '../../aws/read-only.ts';
import { clusterClient } from '../targets/kubernetes-workload/cluster-client.ts';
import { retried } from '../targets/kubernetes-workload/retried.ts';
import { onlyReading } from './clusters/read-cluster.ts';
import type { FleetClients } from './find-fleets.ts';

/** A page of a hundred thousand points takes a while. */
const requestTimeout = 20_000;

type Settings = Pick<AutoScalingClientConfig, 'region' | 'profile' | 'endpoint' | 'credentials'>;

/** Clients that send nothing but what reads; `onCall` is told of each call. */
export function fleetClients(
  settings: Settings,
  onCall: (command: string) => void = () => {},
): Required<FleetClients> & { readonly metrics: CloudWatchClient } {
  const { requestHandler } = readingClient;
  const patient = { ...readingClient, requestHandler: { ...requestHandler, requestTimeout }, ...settings };
  const eks = readOnly(new EKSClient(patient), { onCall });
  return {
    groups: readOnly(new AutoScalingClient(patient), { onCall }),
    ecs: readOnly(new ECSClient(patient), { onCall }),
    scaling: readOnly(new ApplicationAutoScalingClient(patient), { onCall }),
    balancers: readOnly(new ElasticLoadBalancingV2Client(patient), { onCall }),
    clusters: {
      eks,
      client: onlyReading(retried(clusterClient(eks, Date.now), Math.random), () => onCall('Kubernetes GET')),
    },
    metrics: readOnly(new CloudWatchClient(patient), { onCall }),
  };
}
