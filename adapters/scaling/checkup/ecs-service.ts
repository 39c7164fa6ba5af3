import {
  ClusterField,
  DescribeClustersCommand,
  type Service as Described,
  DescribeServicesCommand,
} from '@aws-sdk/client-ecs';
import { readsInsights, type Service, type ServiceFacts } from '../../../core/scaling/checkup/targets/ecs-service.ts';
import type { TargetConfig } from '../../../core/scaling/config/target-kinds.ts';
import type { AccountReader } from '../../aws/account-reader.ts';
import { asked } from '../../aws/asked.ts';
import { nativeRivals, nativeSweeps } from '../targets/any-kind/native-rivals.ts';
import { scaledService } from '../targets/ecs-service/rivals.ts';
import { type Checked, type FactsWorld, leftMs } from './facts-world.ts';

type Target = TargetConfig<'ecs-service'>;

/** Reads what is checked of a service, in two to five calls. */
export async function serviceFacts(
  { target, readings }: Checked<'ecs-service'>,
  { readerIn, abortSignal }: FactsWorld,
): Promise<ServiceFacts> {
  const reader = readerIn(target.region);
  const [service, rivals, insights] = await Promise.all([
    asked('ecs:DescribeServices', () => read(reader, target, abortSignal)),
    asked('application-autoscaling:Describe*', () => {
      const clients = { reader: () => reader.applicationAutoScaling };
      const { region } = target;
      return nativeRivals({ clients, sweeps: nativeSweeps(), leftMs })({ region, scaled: scaledService(target) });
    }),
    readsInsights({ readings }, target)
      ? asked('ecs:DescribeClusters', () => hasInsights(reader, target, abortSignal))
      : null,
  ]);
  return { target, service, rivals, insights };
}

async function read({ ecs }: AccountReader, target: Target, abortSignal: AbortSignal): Promise<Service | null> {
  const { cluster, serviceName } = target;
  const command = new DescribeServicesCommand({ cluster, services: [serviceName], include: ['TAGS'] });
  try {
    const { services = [], failures = [] } = await ecs.send(command, { abortSignal });
    const [service] = services;
    if (service !== undefined) return serviceOf(service);
    const reason = failures.find(({ reason }) => reason !== 'MISSING')?.reason;
    if (reason !== undefined) throw new Error(reason);
    return null;
  } catch (error) {
    if (error instanceof Error && error.name === 'ClusterNotFoundException') return null;
    throw error;
  }
}

function serviceOf(service: Described): Service {
  const { serviceArn: arn = '', tags = [] } = service;
  return {
    arn,
    tags: Object.fromEntries(tags.map(({ key = '', value = '' }) => [key, value])),
    notScalable: notScalable(service),
  };
}

/** The same as hinders a look: see `capacityOfService`. */
function notScalable({ status, schedulingStrategy, deploymentController }: Described): string | null {
  if (status !== 'ACTIVE') return `it is ${status ?? 'of no status'}, not ACTIVE`;
  if (schedulingStrategy === 'DAEMON') return 'a DAEMON service runs one task on each container instance';
  return deploymentController?.type === 'EXTERNAL' ? 'an external deployment controller scales its task sets' : null;
}

async function hasInsights({ ecs }: AccountReader, { cluster }: Target, abortSignal: AbortSignal): Promise<boolean> {
  const command = new DescribeClustersCommand({ clusters: [cluster], include: [ClusterField.SETTINGS] });
  const { clusters = [] } = await ecs.send(command, { abortSignal });
  const setting = clusters[0]?.settings?.find(({ name }) => name === 'containerInsights');
  return setting?.value === 'enabled' || setting?.value === 'enhanced';
}
