import type { Deployment, Service } from '@aws-sdk/client-ecs';
import type { Because } from '../../../../core/model/reason.ts';
import type { SizeTold } from '../../../../core/scaling/sizing/size-told.ts';
import { type ReadRevision, type Revision, sizeOfTask } from './task-definition.ts';

/** How big the tasks of a service are, and whether a deployment replaces them. */
export async function sizeOfService(
  service: Service,
  readRevision: ReadRevision,
  leftMs: number,
): Promise<Omit<SizeTold, 'of'>> {
  const { taskDefinition = '', deployments = [] } = service;
  const left = deployments.filter(({ status, runningCount = 0 }) => status !== 'INACTIVE' && runningCount > 0);
  const [revision, ...others] = await Promise.all(
    [taskDefinition, ...left.map((one) => one.taskDefinition ?? taskDefinition)].map((arn) =>
      readRevision(arn, leftMs),
    ),
  );
  if (revision === undefined) throw new Error(`ECS tells nothing of ${taskDefinition}`);
  const serving: Record<string, number> = {};
  left.forEach(({ runningCount = 0 }, index) => {
    const size = sizeOfTask(others[index]?.definition ?? {}) ?? 'unknown';
    serving[size] = (serving[size] ?? 0) + runningCount;
  });
  return {
    next: sizeOfTask(revision.definition),
    serving,
    underWay: isDeploying(service) ? 'a deployment' : null,
    ended: endedOf(deployments),
    zones: null,
    fixedBecause: fixedBecause(service, revision),
  };
}

function isDeploying({ deployments = [] }: Service): boolean {
  const left = deployments.filter(({ status }) => status !== 'INACTIVE');
  return left.length > 1 || left.some(({ rolloutState }) => rolloutState === 'IN_PROGRESS');
}

/** The last that failed: ECS lists it for a while after the circuit breaker has rolled it back. */
function endedOf(deployments: readonly Deployment[]): SizeTold['ended'] {
  const failed = deployments.find(({ rolloutState }) => rolloutState === 'FAILED');
  if (failed === undefined) return null;
  const { rolloutStateReason: says = 'the deployment has failed', createdAt } = failed;
  return { says, beganAtMs: createdAt?.getTime() ?? 0 };
}

/** Why no other size could be put in place so that a failure is rolled back and capacity never falls; null where it can. */
function fixedBecause(service: Service, { definition }: Revision): Because | null {
  const { deploymentController, deploymentConfiguration: deploys = {}, schedulingStrategy } = service;
  if (schedulingStrategy === 'DAEMON')
    return { says: 'a DAEMON service is deployed by ending tasks first; leave sizes out' };
  if ((deploymentController?.type ?? 'ECS') !== 'ECS')
    return {
      says: 'deployments are those of {type}, which nobody else may make; leave sizes out',
      type: deploymentController?.type ?? null,
    };
  const { enable = false, rollback = false } = deploys.deploymentCircuitBreaker ?? {};
  if (!enable || !rollback)
    return {
      says: 'the circuit breaker of deployments is off, or does not roll back; turn both on: circuitBreaker: { enable: true, rollback: true }',
    };
  const least = deploys.minimumHealthyPercent ?? 100;
  if (least < 100)
    return {
      says: 'minimumHealthyPercent is {least}, so that capacity would fall during a change; set it to 100',
      least,
    };
  return sizeOfTask(definition) === null
    ? { says: 'the task definition has no CPU and memory of its own, only those of containers; give it both' }
    : null;
}
