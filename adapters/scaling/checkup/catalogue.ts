import type { CheckedKind, targetChecks } from '../../../core/scaling/checkup/catalogue.ts';
import type { TargetChecks } from '../../../core/scaling/checkup/check.ts';
import { groupFacts } from './auto-scaling-group.ts';
import { serviceFacts } from './ecs-service.ts';
import type { Checked, FactsWorld } from './facts-world.ts';
import { workloadFacts } from './kubernetes-workload.ts';

type Facts<Kind extends CheckedKind> = (typeof targetChecks)[Kind] extends TargetChecks<infer What> ? What : never;

/** How the facts of each kind that is checked are read. */
export const readFacts: {
  readonly [Kind in CheckedKind]: (scalable: Checked<Kind>, world: FactsWorld) => Promise<Facts<Kind>>;
} = {
  'auto-scaling-group': groupFacts,
  'ecs-service': serviceFacts,
  'kubernetes-workload': workloadFacts,
};
