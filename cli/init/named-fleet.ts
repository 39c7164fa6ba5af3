import { fleetName } from '../../adapters/scaling/fleets/fleet-name.ts';
import type { Fleet } from '../../core/scaling/fleets/fleet.ts';
import { CommandError } from '../command-error.ts';
import { askText, type Session } from '../session.ts';

/** Something to scale, as a person names it. */
export interface Named {
  /** An Auto Scaling group. */
  readonly group?: string;
  /** An ECS service, as `cluster/service`. */
  readonly service?: string;
  readonly min?: number;
  readonly max?: number;
  /** As CloudWatch names it: `app/web/50dc6c495c0c9188`. */
  readonly loadBalancer?: string;
  /** As CloudWatch names it: `targetgroup/web/73e2d6bc24d8a067`. */
  readonly targetGroup?: string;
}

/** What is named by options; null where nothing is. Throws `CommandError` where something is missing beside it. */
export function namedFleet(named: Named): Fleet | null {
  const { group, service, min, max, loadBalancer, targetGroup } = named;
  if (group !== undefined && service !== undefined)
    throw new CommandError(
      '--group and --service are two things to scale; run init for one, and copy it for the other',
    );
  if (group === undefined && service === undefined) return null;
  if (min === undefined || max === undefined)
    throw new CommandError('--min and --max are missing; nobody is asked what it may have where it is named');
  if (min > max) throw new CommandError(`--min ${min} is above --max ${max}; raise --max or lower --min`);
  if ((loadBalancer === undefined) !== (targetGroup === undefined))
    throw new CommandError('--load-balancer and --target-group belong together; give both, or none');
  const loads = loadBalancer === undefined || targetGroup === undefined ? [] : [{ loadBalancer, targetGroup }];
  const own = group === undefined ? serviceNamed(service ?? '') : groupNamed(group);
  const unknown = { scaledBy: [], counted: null, countedBy: null, unit: null, usdPerUnitHour: null };
  return { ...unknown, ...own, bounds: { min, max }, asked: min, running: min, loads };
}

type Own = Pick<Fleet, 'name' | 'told' | 'target' | 'busy'>;

function groupNamed(autoScalingGroupName: string): Own {
  return {
    name: fleetName(autoScalingGroupName),
    told: `the Auto Scaling group "${autoScalingGroupName}"`,
    target: { kind: 'auto-scaling-group', autoScalingGroupName },
    busy: {
      namespace: 'AWS/EC2',
      metricName: 'CPUUtilization',
      dimensions: { AutoScalingGroupName: autoScalingGroupName },
    },
  };
}

function serviceNamed(text: string): Own {
  const [cluster = '', serviceName = '', ...others] = text.split('/');
  if (cluster === '' || serviceName === '' || others.length > 0)
    throw new CommandError(`--service ${text} is not a service; give its cluster and its name, e.g. shop/web`);
  return {
    name: fleetName(cluster, serviceName),
    told: `the ECS service "${serviceName}" in the cluster "${cluster}"`,
    target: { kind: 'ecs-service', cluster, serviceName },
    busy: {
      namespace: 'AWS/ECS',
      metricName: 'CPUUtilization',
      dimensions: { ClusterName: cluster, ServiceName: serviceName },
    },
  };
}

/** Asks somebody at a terminal what there is to scale. */
export async function askedFleet(session: Session): Promise<Fleet> {
  const group = await askText(session, 'name of an Auto Scaling group (empty for an ECS service):');
  const service = group === '' ? await askText(session, 'an ECS service, as cluster/service:') : '';
  const min = await askCount(session, 'fewest units:');
  const max = await askCount(session, 'most units:');
  const loadBalancer = await askText(session, 'its load balancer, e.g. app/web/50dc6c495c0c9188 (empty for none):');
  const targetGroup =
    loadBalancer === '' ? '' : await askText(session, 'its target group, e.g. targetgroup/web/73e2d6bc24d8a067:');
  const fleet = namedFleet({
    ...(group === '' ? { service } : { group }),
    ...{ min, max },
    ...(loadBalancer !== '' && { loadBalancer, targetGroup }),
  });
  if (fleet === null) throw new CommandError('nothing was named, so nothing was written');
  return fleet;
}

async function askCount(session: Session, question: string): Promise<number> {
  return parseCount(await askText(session, question));
}

/** Throws `CommandError` for what is not a number of units. */
export function parseCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new CommandError(`"${text}" is not a number of units; give one such as 2`);
  return Number(text);
}
