import { awsCommand } from '../../../model/aws-command.ts';
import { type Found, ofTold, ok, type Told, trouble } from '../../../model/verdict.ts';
import type { ScalableConfig } from '../../config/scalable.ts';
import type { TargetConfig } from '../../config/target-kinds.ts';
import type { Rival } from '../../observation.ts';
import type { TargetChecks } from '../check.ts';
import { metricsRead } from '../metrics-read.ts';
import { foundOfRivals } from '../rivals.ts';

type Target = TargetConfig<'ecs-service'>;

/** What AWS tells of a service that Headroom could stumble over. */
export interface ServiceFacts {
  readonly target: Target;
  /** Null where there is none of these names. */
  readonly service: Told<Service | null>;
  readonly rivals: Told<readonly Rival[]>;
  /** Whether its cluster publishes Container Insights; null where that was not asked, since nothing reads them. */
  readonly insights: Told<boolean> | null;
}

/** A service as it is described. */
export interface Service {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Why its count of tasks is not to be set; null where it is. */
  readonly notScalable: string | null;
}

export const serviceChecks: TargetChecks<ServiceFacts> = {
  checks: {
    'the service': ({ service, target }) => ofTold(service, (told) => [existence(told, target)]),
    'container insights': (facts, config) => ofService(facts, () => insights(facts, config)),
    'who else scales it': (facts, config) =>
      ofService(facts, () => ofTold(facts.rivals, (rivals) => foundOfRivals(rivals, config))),
  },
  acts({ service }) {
    if ('unknown' in service || service.told === null) return null;
    const { arn: resourceArn, tags } = service.told;
    return { actions: ['ecs:DescribeServices', 'ecs:UpdateService'], resourceArn, tags };
  },
};

/** Whether a reading is made of what only Container Insights publish. */
export function readsInsights(config: Pick<ScalableConfig, 'readings'>, { cluster }: Target): boolean {
  return metricsRead(config, 'ECS/ContainerInsights', ['ClusterName', cluster]).length > 0;
}

/** What is found of a service that is there; where it is not, that is told once. */
function ofService({ service }: ServiceFacts, judge: () => readonly Found[]): readonly Found[] {
  return 'unknown' in service || service.told === null ? [] : judge();
}

function existence(service: Service | null, { cluster, serviceName }: Target): Found {
  const told = `the ECS service "${serviceName}" of the cluster "${cluster}"`;
  if (service === null) return trouble(`${told} does not exist here; correct its names, or the Region`);
  if (service.notScalable !== null) return trouble(`${told}: ${service.notScalable}; remove the scalable`);
  return ok(`${told} is there`);
}

function insights({ insights: asked, target }: ServiceFacts, config: ScalableConfig): readonly Found[] {
  if (asked === null || !readsInsights(config, target)) return [ok('nothing reads Container Insights')];
  return ofTold(asked, (isOn) => {
    if (isOn) return [ok('its cluster publishes Container Insights')];
    const { region, cluster } = target;
    const settings = ['--cluster', cluster, '--settings', 'name=containerInsights,value=enabled'];
    const mend = awsCommand(region, 'ecs', 'update-cluster-settings', ...settings);
    return [trouble('its cluster does not publish Container Insights, which a reading needs', mend)];
  });
}
