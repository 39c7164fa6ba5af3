import { firstAsking } from '../../config/choice.ts';
import type { Policy } from '../../policy.ts';
import { provisionerOf } from '../../with-choice.ts';
import { provisioner } from '../provisioner/provisioner.ts';

/** Where nobody has put a choice in its place, a tuned policy asks as it does before the first night. */
export const tuned: Policy<'tuned'> = (policy, observation, state) => {
  return provisioner(provisionerOf(policy, firstAsking), observation, state);
};
