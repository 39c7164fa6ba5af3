import type { Action, ForwardActionConfig, TargetGroupTuple } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ActionSeen, Weights } from '../../core/balancing/observation.ts';
import { Refusal } from '../../core/model/errors.ts';

/** Which target group each of our groups is, by name. */
export type GroupArns = ReadonlyMap<string, string>;

/** The forward action of a list. Throws `Refusal` where there is none: then there is nothing to share. */
export function forwardOf(actions: readonly Action[], told: string): Action {
  const action = actions.find(({ Type }) => Type === 'forward');
  if (action !== undefined) return action;
  throw new Refusal(`${told} forwards to no target group; give it a forward action, or remove the balance`);
}

/** What an action says of our groups and of others'. An action of one group may leave the weight out: it gets all. */
export function readForward(action: Action, arns: GroupArns): { seen: ActionSeen; weights: Weights } {
  const tuples = tuplesOf(action);
  const own = new Set(arns.values());
  const others = tuples.filter(({ TargetGroupArn }) => !own.has(TargetGroupArn ?? ''));
  const weightOf = (arn: string) => {
    const tuple = tuples.find(({ TargetGroupArn }) => TargetGroupArn === arn);
    return tuple === undefined ? null : (tuple.Weight ?? 1);
  };
  return {
    seen: {
      sticky: action.ForwardConfig?.TargetGroupStickinessConfig?.Enabled ?? false,
      otherGroups: others.length,
      otherWeight: others.reduce((sum, { Weight }) => sum + (Weight ?? 1), 0),
    },
    weights: Object.fromEntries([...arns].map(([name, arn]) => [name, weightOf(arn)])),
  };
}

/**
 * The same list with other weights for our groups, since AWS replaces the list as a whole. Everything else stays as it is;
 * what AWS never tells (the secret of an OIDC client) is said to stay.
 */
export function withWeights(actions: readonly Action[], forward: Action, arns: GroupArns, weights: Weights): Action[] {
  return actions.map((action) => (action === forward ? reweigh(action, arns, weights) : resend(action)));
}

function reweigh(action: Action, arns: GroupArns, weights: Weights): Action {
  const { TargetGroupArn: _, ...rest } = action;
  const byArn = new Map([...arns].map(([name, arn]) => [arn, weights[name] ?? null]));
  const before = tuplesOf(action);
  const kept = before.flatMap((tuple) => {
    const arn = tuple.TargetGroupArn ?? '';
    if (!byArn.has(arn)) return [tuple];
    const weight = byArn.get(arn) ?? null;
    return weight === null ? [] : [{ ...tuple, Weight: weight }];
  });
  const known = new Set(before.map(({ TargetGroupArn }) => TargetGroupArn));
  const added = [...byArn].flatMap(([TargetGroupArn, Weight]) =>
    Weight === null || known.has(TargetGroupArn) ? [] : [{ TargetGroupArn, Weight }],
  );
  const ForwardConfig: ForwardActionConfig = { ...action.ForwardConfig, TargetGroups: [...kept, ...added] };
  return { ...rest, ForwardConfig };
}

function resend(action: Action): Action {
  const oidc = action.AuthenticateOidcConfig;
  if (oidc === undefined) return action;
  const { ClientSecret: _, ...config } = oidc;
  return { ...action, AuthenticateOidcConfig: { ...config, UseExistingClientSecret: true } };
}

function tuplesOf({ ForwardConfig, TargetGroupArn }: Action): readonly TargetGroupTuple[] {
  const tuples = ForwardConfig?.TargetGroups ?? [];
  if (tuples.length > 0) return tuples;
  return TargetGroupArn === undefined ? [] : [{ TargetGroupArn, Weight: 1 }];
}
