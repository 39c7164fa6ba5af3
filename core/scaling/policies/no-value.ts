import { stalePeriods } from '../../readings/newest.ts';
import type { Proposal } from '../policy.ts';

/** What a policy says whose reading has fallen silent: nothing, and that nobody may lower. */
export function noValue(reading: string): Proposal {
  return {
    desired: null,
    because: { says: '{reading} has no value within the last {periods} periods', reading, periods: stalePeriods },
    blind: true,
  };
}
