import { DescribeTasksCommand, type ECSClient, ListTasksCommand } from '@aws-sdk/client-ecs';
import { Refusal } from '../../../../core/model/errors.ts';
import { readWithin } from '../../../aws/read-within.ts';

/** Most tasks in one call (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html). */
const mostTasks = 100;

/**
 * The digest of the image of each container, as tasks of a service run it. Throws `Refusal` where none runs, or where two run
 * different images: nobody knows then which one is meant.
 */
export async function runningImages(
  client: Pick<ECSClient, 'send'>,
  { cluster, serviceName }: { readonly cluster: string; readonly serviceName: string },
  leftMs: number,
): Promise<ReadonlyMap<string, string>> {
  return readWithin(leftMs, async (abortSignal) => {
    const list = new ListTasksCommand({ cluster, serviceName, desiredStatus: 'RUNNING', maxResults: mostTasks });
    const { taskArns = [] } = await client.send(list, { abortSignal });
    if (taskArns.length === 0) throw new Refusal('no task runs, so that nobody knows which image is the one to keep');
    const described = await client.send(new DescribeTasksCommand({ cluster, tasks: taskArns }), { abortSignal });
    const digests = new Map<string, string>();
    for (const { name = '', imageDigest } of (described.tasks ?? []).flatMap(({ containers = [] }) => containers)) {
      if (imageDigest === undefined) continue;
      if ((digests.get(name) ?? imageDigest) !== imageDigest) {
        throw new Refusal(
          `tasks run different images of the container "${name}"; deploy the service, so that one runs`,
        );
      }
      digests.set(name, imageDigest);
    }
    return digests;
  });
}
