import { DescribeServicesCommand, type ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import type { Dimension } from './dimension.ts';

/** `ecs:service:DesiredCount`. */
export function ecsTasks(client: ECSClient): Dimension {
  const names = (resourceId: string) => {
    const [, cluster = '', service = ''] = resourceId.split('/');
    return { cluster, service };
  };
  return {
    most: 5000,
    async count(resourceId) {
      const { cluster, service } = names(resourceId);
      const { services: [found] = [] } = await client.send(
        new DescribeServicesCommand({ cluster, services: [service] }),
      );
      if (found === undefined || found.status === 'INACTIVE') return null;
      return { now: found.desiredCount ?? 0, isActive: found.status === 'ACTIVE' };
    },
    async move(resourceId, desiredCount) {
      await client.send(new UpdateServiceCommand({ ...names(resourceId), desiredCount }));
    },
  };
}
