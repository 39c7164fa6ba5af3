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
  acts(facts) {
    if (facts.of.aliasName === null) return reserved.acts(facts);
    const acts = provisioned.acts(facts);
    return acts && { ...acts, besides: [{ actions: ['lambda:GetAlias'], resourceArn: functionOf(acts.resourceArn) }] };
  },
};

/** Whether an alias has weights is asked of its function: `arn:aws:lambda:<region>:<account>:function:<name>`. */
const functionOf = (aliasArn: string) => aliasArn.split(':').slice(0, 7).join(':');
