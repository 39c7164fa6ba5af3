import type { Scaler, Seen } from '../world/seen.ts';
import { HpaBehaviour } from './hpa-behaviour.ts';
import { hpaAverageValueReplicas, hpaReplicas } from './hpa-replicas.ts';

/** --horizontal-pod-autoscaler-tolerance, pkg/controller/podautoscaler/config/v1alpha1/defaults.go */
const tolerance = 0.1;

/**
 * Kubernetes HPA v2 on CPU with the default behaviour: a sync each 15 s, tolerance 0.1, up at once by at most +4 pods or
 * +100 % per 15 s, down to the highest recommendation of the stabilisation window. Pods that came after the metric's own time
 * are unready, and so are those of a deployment that run and do not serve yet: they count as idle on the way up and not at all
 * on the way down. Those of a deployment that are ready count like all others, above the replicas that are asked for.
 * Source: pkg/controller/podautoscaler/{replica_calculator,horizontal}.go, pkg/apis/autoscaling/v2/defaults.go.
 */
export function hpa(target: number, holdSeconds: number, stepSeconds: number): Scaler {
  const behaviour = new HpaBehaviour(holdSeconds, stepSeconds);
  return {
    ask(seen: Seen): number {
      const { newest } = seen;
      if (newest < 0 || seen.measured[newest] === 0) return seen.asked;
      const ready = seen.served[newest] as number;
      const usage = ready * (seen.busy[newest] as number);
      const ran = seen.ran[newest] as number;
      return behaviour.sync(seen, (replicas) => {
        const unready = Math.max(0, replicas - ready, ran - ready);
        const pods = {
          replicas,
          ready,
          usage,
          requests: ready,
          unready,
          unreadyRequests: unready,
          missing: 0,
          missingRequests: 0,
        };
        return hpaReplicas(pods, target * 100, tolerance) ?? replicas;
      });
    },
  };
}

/**
 * KEDA on a rate: an external metric with an average value per replica, scaled by HPA (pkg/scaling and docs 2.21, minimum one
 * replica, so KEDA's own activation from zero never comes in). Arrivals do not saturate as CPU does. `totalOf` is what the
 * trigger's query answers: the newest rate where nothing else is asked.
 */
export function keda(
  target: number,
  holdSeconds: number,
  stepSeconds: number,
  unitPerSecond: number,
  totalOf: (seen: Seen) => number = newestRate,
): Scaler {
  const behaviour = new HpaBehaviour(holdSeconds, stepSeconds);
  return {
    ask(seen: Seen): number {
      const { newest } = seen;
      if (newest < 0 || seen.measured[newest] === 0) return seen.asked;
      const total = totalOf(seen);
      return behaviour.sync(seen, (replicas) =>
        hpaAverageValueReplicas(replicas, total, target * unitPerSecond, tolerance),
      );
    },
  };
}

/** The newest rate that is published. */
export function newestRate({ demand, newest }: Seen): number {
  return demand[newest] as number;
}
