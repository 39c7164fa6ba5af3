import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import { InvalidInput } from '../../../../core/model/errors.ts';
import type { CapacityGrant } from '../scaling-target.ts';

/** What tasks of a service are made of; null where that is not known. */
export interface TaskParts {
  readonly family: string | null;
  /** The ARNs of the roles that tasks have, and by which they are started. */
  readonly roles: readonly string[];
}

/** The parts of a service that the app makes. */
export function partsOf(made: IConstruct | null): TaskParts {
  const definition = (made as { readonly taskDefinition?: TaskDefinition } | null)?.taskDefinition;
  if (definition?.family === undefined) return { family: null, roles: [] };
  const { family, taskRole, executionRole } = definition;
  return { family, roles: [taskRole, executionRole].flatMap((role) => role?.roleArn ?? []) };
}

/**
 * Grants the next revision of exactly this family, the images that run, and to hand on exactly the roles of its tasks. IAM has
 * no condition for images: that the next revision has those of the last is what the code does, and no grant.
 */
export function grantResizing(
  scope: IConstruct,
  grant: CapacityGrant,
  { family, roles }: TaskParts,
  cluster: string,
): void {
  if (family === null) {
    const says =
      '"on" needs the family of the task definitions, which is not known here; give the target sizedAs: { family, roleArns }, or write "recommend"';
    throw new InvalidInput('sizes.change', says);
  }
  const stack = Stack.of(scope);
  const ecs = (resource: string, resourceName: string) =>
    stack.formatArn({ service: 'ecs', resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
  const own = { construct: null };
  const [ofFamily, ofCluster] = [ecs('task-definition', `${family}:*`), ecs('cluster', cluster)];
  const revisions = 'A revision has its number only once it is registered; the family is given in full.';
  grant.allow({
    ...own,
    actions: ['ecs:RegisterTaskDefinition', 'ecs:TagResource'],
    resourceArn: ofFamily,
    wildcard: revisions,
  });
  const tasks = 'Tasks have names that only ECS knows; those of one cluster are read.';
  grant.allow({ ...own, actions: ['ecs:DescribeTasks'], resourceArn: ecs('task', `${cluster}/*`), wildcard: tasks });
  grant.allow({
    ...{ ...own, actions: ['ecs:ListTasks'], resourceArn: '*' },
    conditions: { ArnEquals: { 'ecs:cluster': ofCluster } },
    wildcard: 'What is listed has no name before; the condition names the cluster.',
  });
  const conditions = { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } };
  for (const resourceArn of roles)
    grant.allow({ ...own, actions: ['iam:PassRole'], resourceArn, conditions, wildcard: null });
}
