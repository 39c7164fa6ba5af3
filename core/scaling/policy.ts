import type { Because } from '../model/reason.ts';
import type { PolicyConfig, PolicyKindName } from './config/policy-kinds.ts';
import type { Desired } from './desired.ts';
import type { Observation } from './observation.ts';

/** What a policy finds right, or why it says nothing. */
export interface Proposal {
  /** Null where the policy has nothing to say. */
  readonly desired: Desired | null;
  readonly because: Because;
  /** True where data was late or missing: then the proposal may raise capacity, but nothing may lower it. */
  readonly blind: boolean;
  /** True where it is blind because the newest points are lacking and nothing else: then it still tells what was needed just before. */
  readonly brief?: boolean;
  /** What the policy wants to see again at its next look; left out by policies that keep nothing. */
  readonly state?: unknown;
  /** When the proposal may change by itself (a window opens), milliseconds since 1970. */
  readonly lookAgainAtMs?: number;
}

/** One way of thinking. Pure; `state` is what it kept at its last look, null at the first. */
export type Policy<Kind extends PolicyKindName> = (
  policy: PolicyConfig<Kind>,
  observation: Observation,
  state: unknown,
) => Proposal;
