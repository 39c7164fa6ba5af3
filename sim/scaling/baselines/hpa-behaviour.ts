import type { Seen } from '../world/seen.ts';
import { SlidingMax } from './sliding-max.ts';

const syncSeconds = 15;
const mostPodsASync = 4;

/**
 * HPA's default behaviour around any recommendation: up without stabilisation, by +4 pods or +100 % per 15 s whichever is
 * more; down to the highest recommendation of the window, by any amount. Source: pkg/apis/autoscaling/v2/defaults.go and
 * `stabilizeRecommendationWithBehaviors`, `convertDesiredReplicasWithBehaviorRate` in horizontal.go.
 */
export class HpaBehaviour {
  private readonly syncs: number;
  private readonly recommended: SlidingMax;

  constructor(holdSeconds: number, stepSeconds: number) {
    this.syncs = Math.max(1, Math.round(stepSeconds / syncSeconds));
    this.recommended = new SlidingMax(Math.max(1, Math.round(holdSeconds / stepSeconds)));
  }

  /** All the syncs of one step. */
  sync(seen: Seen, recommend: (replicas: number) => number): number {
    let replicas = seen.asked;
    for (let sync = 0; sync < this.syncs; sync++) {
      const wanted = Math.max(1, recommend(replicas));
      const held = this.recommended.push(seen.step, wanted);
      const stable = wanted >= replicas ? wanted : Math.min(replicas, held);
      const limit = Math.max(replicas + mostPodsASync, 2 * replicas);
      const next = Math.min(stable, limit);
      if (next === replicas) break;
      replicas = next;
    }
    return replicas;
  }
}
