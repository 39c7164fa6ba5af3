import type { DescribeServicesRequest, ECSClient, Failure, Service, UpdateServiceRequest } from '@aws-sdk/client-ecs';
import { awsError } from '../../../aws-error.ts';
import { FakeAws } from '../../../fake-aws.ts';

/** A service with as many tasks running as it is asked to have. */
export function service(name: string, desired = 2, more: Partial<Service> = {}): Service {
  return {
    serviceName: name,
    serviceArn: `arn:aws:ecs:eu-west-1:111122223333:service/shop/${name}`,
    status: 'ACTIVE',
    desiredCount: desired,
    runningCount: desired,
    pendingCount: 0,
    schedulingStrategy: 'REPLICA',
    deployments: [{ id: 'd1', status: 'PRIMARY', rolloutState: 'COMPLETED' }],
    ...more,
  };
}

/** ECS in memory, one cluster called `shop`. It refuses what AWS refuses. `unseen` are services that the role may not see. */
export class FakeEcs extends FakeAws<ECSClient> {
  readonly services = new Map<string, Service>();
  readonly unseen = new Set<string>();

  constructor(services: readonly Service[] = []) {
    super({
      DescribeServices: (input: DescribeServicesRequest) => this.describe(input),
      UpdateService: (input: UpdateServiceRequest) => this.update(input),
    });
    for (const one of services) this.services.set(String(one.serviceName), one);
  }

  private describe({ cluster, services: names = [] }: DescribeServicesRequest) {
    requireCluster(cluster);
    if (names.length > 10) throw awsError('InvalidParameterException', 'Services cannot have more than 10 elements');
    if (names.some((name) => !/^[\w:/-]{1,500}$/.test(name)))
      throw awsError('InvalidParameterException', 'Invalid identifier');
    if (names.some((name) => this.unseen.has(name))) throw awsError('AccessDeniedException', 'not authorized');
    const services: Service[] = [];
    const failures: Failure[] = [];
    for (const name of names) {
      const known = this.services.get(name);
      if (known) services.push(known);
      else failures.push({ arn: `arn:aws:ecs:eu-west-1:111122223333:service/shop/${name}`, reason: 'MISSING' });
    }
    return { services, failures };
  }

  private update({ cluster, service: name = '', desiredCount }: UpdateServiceRequest) {
    requireCluster(cluster);
    const known = this.services.get(name);
    if (known === undefined) throw awsError('ServiceNotFoundException', 'Service not found.');
    if (known.status !== 'ACTIVE') throw awsError('ServiceNotActiveException', 'Service was not ACTIVE.');
    if (desiredCount === undefined || !Number.isInteger(desiredCount) || desiredCount < 0) {
      throw awsError('InvalidParameterException', 'desiredCount must be a non-negative integer');
    }
    if (desiredCount > 5000) throw awsError('InvalidParameterException', 'desiredCount exceeds the quota of 5000');
    known.desiredCount = desiredCount;
    return { service: known };
  }
}

function requireCluster(cluster: string | undefined): void {
  if (cluster !== 'shop') throw awsError('ClusterNotFoundException', 'Cluster not found.');
}
