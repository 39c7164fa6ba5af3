import {
  DescribeTaskDefinitionCommand,
  type DescribeTaskDefinitionCommandOutput,
  type ECSClient,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  type Tag,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import { readWithin } from '../../../aws/read-within.ts';

type Client = Pick<ECSClient, 'send'>;

/** A revision of a task definition with its tags. */
export interface Revision {
  readonly definition: TaskDefinition;
  readonly tags: readonly Tag[];
}

export type ReadRevision = (taskDefinition: string, leftMs: number) => Promise<Revision>;

/** Reads revisions of task definitions by their ARNs. A revision never changes, so it is asked for once. */
export function revisionReader(client: Client): ReadRevision {
  const known = new Map<string, Revision>();
  return async (taskDefinition, leftMs) => {
    const before = known.get(taskDefinition);
    if (before !== undefined) return before;
    const command = new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] });
    const told: DescribeTaskDefinitionCommandOutput = await readWithin(leftMs, (abortSignal) =>
      client.send(command, { abortSignal }),
    );
    if (told.taskDefinition === undefined) throw new Error(`ECS tells nothing of ${taskDefinition}`);
    const revision = { definition: told.taskDefinition, tags: told.tags ?? [] };
    known.set(taskDefinition, revision);
    return revision;
  };
}

/** The size of a task, as CPU units and MiB; null where the task itself has none, only its containers. */
export function sizeOfTask({ cpu, memory }: Pick<TaskDefinition, 'cpu' | 'memory'>): string | null {
  return cpu === undefined || memory === undefined ? null : `${cpu}/${memory}`;
}

/**
 * Registers the next revision of a family, which differs from an old one in CPU and memory alone, its images named by the
 * digests that run; answers its ARN.
 */
export async function registerResized(
  client: Client,
  { definition, tags }: Revision,
  digests: ReadonlyMap<string, string>,
  size: string,
  abortSignal: AbortSignal,
): Promise<string> {
  const [cpu, memory] = size.split('/');
  const { containerDefinitions = [], ...rest } = registrable(definition);
  const pinned = containerDefinitions.map((container) => {
    const digest = digests.get(container.name ?? '');
    return digest === undefined ? container : { ...container, image: withDigest(container.image ?? '', digest) };
  });
  const input = { ...rest, containerDefinitions: pinned, cpu, memory, ...(tags.length > 0 && { tags: [...tags] }) };
  const made = await client.send(new RegisterTaskDefinitionCommand(input), { abortSignal });
  const arn = made.taskDefinition?.taskDefinitionArn;
  if (arn === undefined) throw new Error('a revision of the task definition was registered, and its ARN is not told');
  return arn;
}

/** An image by its digest in place of a tag, which may be moved. */
function withDigest(image: string, digest: string): string {
  const [named = image] = image.split('@');
  const repository = named.replace(/:[^/:]+$/, '');
  return `${repository}@${digest}`;
}

/** What only ECS writes of a revision. */
const written: readonly string[] = [
  ...['taskDefinitionArn', 'revision', 'status', 'requiresAttributes', 'compatibilities'],
  ...['registeredAt', 'registeredBy', 'deregisteredAt', 'deleteRequestedAt'],
];

/** All that a revision holds, as another is registered with it. */
function registrable(definition: TaskDefinition): RegisterTaskDefinitionCommandInput {
  const held = Object.entries(definition).filter(([name]) => !written.includes(name));
  return Object.fromEntries(held) as unknown as RegisterTaskDefinitionCommandInput;
}
