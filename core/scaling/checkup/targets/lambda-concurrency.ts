import type { TargetConfig } from '../../config/target-kinds.ts';
import type { TargetChecks } from '../check.ts';
import { type KnownFacts, knownChecks } from './any-kind/known-facts.ts';

/** What Lambda tells of the concurrency of a function. */
export interface ConcurrencyFacts extends KnownFacts {
  readonly of: Pick<TargetConfig<'lambda-concurrency'>, 'aliasName'>;
}

const provisioned = knownChecks(
  ['GetProvisionedConcurrencyConfig', 'PutProvisionedConcurrencyConfig', 'DeleteProvisionedConcurrencyConfig'].map(
    (one) => `lambda:${one}`,
  ),
);
const reserved = knownChecks(['lambda:GetFunctionConcurrency', 'lambda:PutFunctionConcurrency']);

export const concurrencyChecks: TargetChecks<ConcurrencyFacts> = {
  checks: provisioned.checks,
  acts: (facts) => (facts.of.aliasName === null ? reserved : provisioned).acts(facts),
};
