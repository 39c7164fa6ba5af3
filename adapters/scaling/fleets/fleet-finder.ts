import type { Fleet, FleetLoad } from '../../../core/scaling/fleets/fleet.ts';

/** A fleet whose units are not priced yet. */
export interface Found extends Omit<Fleet, 'unit' | 'usdPerUnitHour'> {
  /** The types of its instances; none for what runs on no instances of its own. */
  readonly instanceTypes: readonly string[];
  /** What a task of Fargate is; null for what runs on no Fargate. */
  readonly fargate: { readonly vcpu: number; readonly gb: number } | null;
  /** What a pod requests, and costs an hour in dollars; left out for what is not a pod. */
  readonly pod?: { readonly told: string; readonly usdPerHour: number | null };
}

/** A fleet, as soon as it is known what stands before it. */
export interface UnderWay {
  readonly targetGroupArns: readonly string[];
  fleet(loads: readonly FleetLoad[]): Found;
}
