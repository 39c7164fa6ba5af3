import { DescribeServicesCommand, type ECSClient, type Failure, type Service } from '@aws-sdk/client-ecs';
import { readWithin } from '../../../aws/read-within.ts';

/** Most services in one call (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html). */
export const mostServices = 10;

/** What ECS told of one service: what it is like, or why it cannot tell. */
export type DescribedService = { readonly service: Service } | { readonly failure: Failure };

/** Describes services of one cluster in one call, by the names or ARNs asked for. */
export async function describeServices(
  client: Pick<ECSClient, 'send'>,
  cluster: string,
  names: readonly string[],
  leftMs: number,
): Promise<ReadonlyMap<string, DescribedService>> {
  const command = new DescribeServicesCommand({ cluster, services: [...names] });
  const { services = [], failures = [] } = await readWithin(leftMs, (signal) =>
    client.send(command, { abortSignal: signal }),
  );
  const told = new Map<string, DescribedService>();
  for (const name of names) {
    const service = services.find(({ serviceName, serviceArn }) => serviceName === name || serviceArn === name);
    const failure = failures.find(({ arn }) => arn === name || arn?.endsWith(`/${name}`));
    if (service !== undefined) told.set(name, { service });
    else if (failure !== undefined) told.set(name, { failure });
  }
  return told;
}
