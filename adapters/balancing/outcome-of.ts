import { becauseOf } from '../../core/because-of.ts';
import { Overtaken, Refusal } from '../../core/model/errors.ts';
import type { Outcome } from '../../core/model/outcome.ts';
import type { Judge } from '../aws/judge.ts';

/** What came of changes to a load balancer that were made one after the other until one was refused or failed. */
export async function outcomeOf(changes: () => Promise<void>): Promise<Outcome> {
  try {
    await changes();
    return { is: 'applied', because: null };
  } catch (error) {
    return judge(error);
  }
}

function judge(error: unknown): Outcome {
  const because = becauseOf(error);
  if (error instanceof Overtaken) return { is: 'superseded', because: { says: error.message } };
  if (error instanceof Refusal) return { is: 'refused', because };
  const says = error instanceof Error ? (judgeElb(error) ?? deniedBecause(error)) : null;
  return says === null ? { is: 'failed', because } : { is: 'refused', because: { ...because, says } };
}

function deniedBecause({ name }: Error): string | null {
  if (!/^(AccessDenied|UnauthorizedOperation)/.test(name)) return null;
  return 'the role may not change this load balancer; grant it, as headroom.balance does: {error}';
}

/** Why Elastic Load Balancing will not take a change until somebody mends something. */
const judgeElb: Judge = ({ name }) => {
  const known = Object.entries(causes).find(([start]) => name.startsWith(start));
  return known?.[1] ?? null;
};

const causes: Readonly<Record<string, string>> = {
  ListenerNotFound: 'the listener does not exist any more; deploy the balance again, or remove it: {error}',
  RuleNotFound: 'the rule does not exist any more; deploy the balance again, or remove it: {error}',
  TargetGroupNotFound: 'a target group does not exist any more; deploy the balance without it: {error}',
  TargetGroupAssociationLimit: 'a target group is used by another load balancer: {error}',
  TooManyTargets: 'the load balancer has as many targets as it may have: {error}',
  TooManyUniqueTargetGroups: 'the load balancer has as many target groups as it may have: {error}',
  TooManyActions: 'the rule has as many actions as it may have: {error}',
  InvalidLoadBalancerAction:
    'the action is not accepted; target group stickiness has to be on where targets are sticky: {error}',
  IncompatibleProtocols: 'the protocols of the groups do not go together: {error}',
  InvalidConfigurationRequest: 'the configuration is not accepted: {error}',
  ValidationError: 'Elastic Load Balancing does not accept the change: {error}',
  CapacityReservationPending:
    'an earlier request for capacity is still being worked on; the next look asks again: {error}',
  PriorRequestNotComplete:
    'an earlier request for capacity is still being worked on; the next look asks again: {error}',
  CapacityDecreaseRequestsLimitExceeded: 'no decrease of the reservation is left today: {error}',
  InsufficientCapacity: 'AWS has not the capacity now; the next look asks again: {error}',
  CapacityUnitsLimitExceeded: 'more capacity units than the account may reserve; ask for a higher quota: {error}',
  OperationNotPermitted: 'this load balancer takes no reservation: {error}',
};
