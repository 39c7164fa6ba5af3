import type { Service } from '@aws-sdk/client-ecs';
import { Refusal } from '../../../../core/model/errors.ts';
import type { Because } from '../../../../core/model/reason.ts';
import type { Capacity } from '../../../../core/scaling/observation.ts';
import type { DescribedService } from './describe.ts';

/**
 * The capacity of a service as DescribeServices tells it, in tasks. Throws `Refusal` for one that is gone, going, or made
 * of task sets that somebody else scales; another error where ECS could not tell.
 */
export function capacityOfService(told: string, described: DescribedService | null): Capacity {
  const service = present(told, described);
  const { desiredCount: asked = 0, runningCount: running = 0, pendingCount: pending = 0 } = service;
  const daemon = daemonBecause(service);
  return {
    asked,
    running,
    inFlight: Math.max(pending, asked - running, 0),
    min: null,
    max: null,
    keepBecause: keepBecause(service),
    voidOutBecause: daemon,
    voidInBecause: daemon,
    ...weightsMovedBy(service),
  };
}

/** What ECS tells of a service that is there and may be scaled. Throws as `capacityOfService` does. */
export function present(told: string, described: DescribedService | null): Service {
  if (described === null) throw new Refusal(`${told} does not exist; correct its name or remove the scalable`);
  if ('failure' in described) {
    const { reason = 'no reason told' } = described.failure;
    if (reason === 'MISSING') throw new Refusal(`${told} does not exist; correct its name or remove the scalable`);
    throw new Error(`${told} cannot be read: ${reason}`);
  }
  const { service } = described;
  if (service.status !== 'ACTIVE') throw new Refusal(`${told} is ${service.status}, not ACTIVE; remove the scalable`);
  if (service.deploymentController?.type === 'EXTERNAL') {
    throw new Refusal(`${told} has an external deployment controller, which scales its task sets; remove the scalable`);
  }
  return service;
}

/**
 * Old and new tasks run side by side during a deployment, so what runs is not a measure of what could be spared. One that is
 * INACTIVE has been replaced, and stays listed for a while, e.g. where the circuit breaker has rolled it back.
 */
function keepBecause({ deployments = [], taskSets = [] }: Service): Because | null {
  const left = deployments.filter(({ status }) => status !== 'INACTIVE');
  const running = left.length > 1 || left.some(({ rolloutState }) => rolloutState === 'IN_PROGRESS');
  if (!running && taskSets.length < 2) return null;
  return { says: 'a deployment is running' };
}

function daemonBecause({ schedulingStrategy }: Service): Because | null {
  if (schedulingStrategy !== 'DAEMON') return null;
  return { says: 'a DAEMON service runs one task on each container instance, whatever its desired count; scale those' };
}

/**
 * Blue/green, linear and canary deployments of ECS itself move the weights of the service's two target groups in the listener
 * rule (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html), and so does CodeDeploy.
 */
function weightsMovedBy({ deploymentConfiguration, deploymentController }: Service): Pick<Capacity, 'movesWeights'> {
  if (deploymentController?.type === 'CODE_DEPLOY') return { movesWeights: 'the deployments of CodeDeploy' };
  const strategy = deploymentConfiguration?.strategy ?? 'ROLLING';
  return strategy === 'ROLLING' ? {} : { movesWeights: `the ${strategy} deployments of ECS` };
}
