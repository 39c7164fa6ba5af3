import type { FargateTask } from '../../../core/prices/fargate-price.ts';
import type { Fleet, FleetLoad } from '../../../core/scaling/fleets/fleet.ts';

/** A fleet whose units are not priced yet. */
export interface Found extends Omit<Fleet, 'unit' | 'usdPerUnitHour'> {
  /** Its instances, each with how many units of capacity it counts for; none for what runs on no instances of its own. */
  readonly instances: readonly { readonly type: string; readonly units: number }[];
  /** What a task of Fargate is; null for what runs on no Fargate. */
  readonly fargate: FargateTask | null;
  /** What a pod requests, and costs an hour in dollars; left out for what is not a pod. */
  readonly pod?: { readonly told: string; readonly usdPerHour: number | null };
}

/** A fleet, as soon as it is known what stands before it. */
export interface UnderWay {
  readonly targetGroupArns: readonly string[];
  fleet(loads: readonly FleetLoad[]): Found;
}
