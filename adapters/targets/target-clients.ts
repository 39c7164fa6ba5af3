import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { ECSClient } from '@aws-sdk/client-ecs';
import { actingClient, readingClient } from '../client-settings.ts';
import { regional } from '../regional.ts';
import type { TargetClients } from './catalogue.ts';

/** The clients of every kind of target, each made when it is first needed. Make these once a process. */
export function targetClients(): TargetClients {
  return {
    autoScaling: {
      reader: regional((region) => new AutoScalingClient({ ...readingClient, ...at(region) })),
      actor: regional((region) => new AutoScalingClient({ ...actingClient, ...at(region) })),
    },
    ecs: {
      reader: regional((region) => new ECSClient({ ...readingClient, ...at(region) })),
      actor: regional((region) => new ECSClient({ ...actingClient, ...at(region) })),
    },
  };
}

function at(region: string | null): { region?: string } {
  return region === null ? {} : { region };
}
