import type { Judge } from '../../../aws/judge.ts';

/**
 * What ElastiCache does not accept until somebody mends something. Being in no state to be changed, and having no nodes to give
 * just now, are not of these: the next look asks again.
 */
export function judgeChange(unit: string): Judge {
  return ({ name }) => {
    if (/NotFoundFault$/.test(name)) return 'it is gone; remove the scalable: {error}';
    if (/Quota\w*ExceededFault$/.test(name)) {
      return `more nodes than the account's quota allows; have it raised, or lower the bounds: {error}`;
    }
    if (/^(InvalidParameter(Value|Combination)|NoOperation|InvalidVPCNetworkState)/.test(name)) {
      return `ElastiCache does not accept {units} ${unit}: {error}`;
    }
    return null;
  };
}
