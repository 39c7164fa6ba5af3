import type { TargetKind } from '../config/target-kinds.ts';
import type { TargetChecks } from './check.ts';
import { type GroupFacts, groupChecks } from './targets/auto-scaling-group.ts';
import { type ServiceFacts, serviceChecks } from './targets/ecs-service.ts';
import { type WorkloadFacts, workloadChecks } from './targets/kubernetes-workload.ts';

/** What is told of targets of each kind that is checked. */
interface FactsOf {
  'auto-scaling-group': GroupFacts;
  'ecs-service': ServiceFacts;
  'kubernetes-workload': WorkloadFacts;
}

/** The kinds of which there are checks; a law names those of which there are none. */
export type CheckedKind = keyof FactsOf & TargetKind;

/** The checks by kind of target. */
export const targetChecks: { readonly [Kind in CheckedKind]: TargetChecks<FactsOf[Kind]> } = {
  'auto-scaling-group': groupChecks,
  'ecs-service': serviceChecks,
  'kubernetes-workload': workloadChecks,
};
