import { type OfKind, schemasOf } from '../../schema/one-of.ts';
import type { PolicyKind } from './policies/any-kind/policy-kind.ts';
import { backlog } from './policies/backlog.ts';
import { provisioner } from './policies/provisioner.ts';
import { schedule } from './policies/schedule.ts';
import { step } from './policies/step.ts';
import { targetTracking } from './policies/target-tracking.ts';
import { tuned } from './policies/tuned.ts';

/** Ways to propose a capacity. A new kind is a line here, and the compiler asks for the rest. */
const policyKinds = {
  'target-tracking': targetTracking,
  step,
  schedule,
  backlog,
  provisioner,
  tuned,
};

/** What a config of each kind holds. */
export const policySchemas = schemasOf(policyKinds);

export type PolicyKindName = keyof typeof policyKinds;
export type PolicyConfig<Kind extends PolicyKindName = PolicyKindName> = OfKind<typeof policySchemas, Kind>;

const byKind: { readonly [K in PolicyKindName]: PolicyKind<PolicyConfig<K>> } = policyKinds;

/** What is known of the kind that a policy is of. */
export function policyKindOf<K extends PolicyKindName>({ kind }: PolicyConfig<K>): PolicyKind<PolicyConfig<K>> {
  return byKind[kind];
}

/** The kinds that learn. */
export const learners: readonly string[] = Object.entries(policyKinds).flatMap(([kind, { learns }]) =>
  learns ? [kind] : [],
);
