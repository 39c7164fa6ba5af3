import {
  type Action,
  type ElasticLoadBalancingV2Client,
  ModifyCapacityReservationCommand,
  ModifyListenerCommand,
  ModifyRuleCommand,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { BalanceConfig, BalancerConfig } from '../../core/balancing/config/balance.ts';
import { same } from '../../core/balancing/drift.ts';
import type { Allocation, GroupState, Weights } from '../../core/balancing/observation.ts';
import type { Balancer, BalancerSeen } from '../../core/balancing/ports.ts';
import { Overtaken, Refusal } from '../../core/model/errors.ts';
import type { Outcome } from '../../core/model/outcome.ts';
import type { Term } from '../../core/ports.ts';
import { readWithin } from '../aws/read-within.ts';
import { balancerArn, loadBalancerArn, placeOf } from './arns.ts';
import type { BalancerClients } from './clients.ts';
import type { Exclusively } from './exclusively.ts';
import { forwardOf, type GroupArns, readForward, withWeights } from './forward-action.ts';
import { toAttributes } from './group-attributes.ts';
import { outcomeOf } from './outcome-of.ts';
import { readActions, tellBalancer } from './read-actions.ts';
import { readGroup } from './read-group.ts';
import { readReservation } from './reservation.ts';
import { tryTo } from './try-to.ts';

type Client = Pick<ElasticLoadBalancingV2Client, 'send'>;

/** What reading and changing Application Load Balancers needs. */
export interface AlbWorld {
  readonly clients: BalancerClients;
  /** The account that Headroom runs in; null where it is not known. */
  readonly account: string | null;
  /** Milliseconds that may still be spent on reading, by the real clock. */
  leftMs(): number;
  /** Keeps other balances from changing a listener or rule at the same time. */
  readonly exclusively: Exclusively;
  /** From 0 up to 1, to spread retries. */
  random(): number;
  /** Told where a reservation could not be read. */
  onTrouble(what: string, error: unknown): void;
}

/** Application Load Balancers: weights of target groups in the action of a listener or rule. */
export function albBalancer(world: AlbWorld): Balancer {
  const reader = (config: BalanceConfig) => world.clients.reader(placeOf(balancerArn(config.balancer)).region);
  return {
    see: async (config) => {
      requireOwnAccount(config.balancer, world.account);
      return readWithin(world.leftMs(), (signal) => see(reader(config), config, signal));
    },
    reservation: async (config) => {
      const arn = loadBalancerArn(config.balancer);
      try {
        return await readWithin(world.leftMs(), (signal) => readReservation(reader(config), arn, signal));
      } catch (error) {
        world.onTrouble('the capacity reservation cannot be read', error);
        return null;
      }
    },
    apply: (config, seen, change, term) => apply(world, config, { seen, change, term }),
  };
}

/** Throws `Refusal` for what is in another account, where AWS would only say that it is not allowed. */
function requireOwnAccount(balancer: BalancerConfig, own: string | null): void {
  const { account } = placeOf(balancerArn(balancer));
  if (own === null || account === own) return;
  throw new Refusal(`${tellBalancer(balancer)} is in another account than Headroom; deploy a Headroom there`);
}

const arnsOf = ({ groups }: BalanceConfig): GroupArns =>
  new Map(Object.entries(groups).map(([name, { targetGroupArn }]) => [name, targetGroupArn]));

async function see(client: Client, config: BalanceConfig, signal: AbortSignal): Promise<BalancerSeen> {
  const arns = arnsOf(config);
  const [actions, ...states] = await Promise.all([
    readActions(client, config.balancer, signal),
    ...[...arns].map(async ([name, arn]) => [name, await readGroup(client, name, arn, signal)] as const),
  ]);
  const { seen, weights } = readForward(forwardOf(actions, tellBalancer(config.balancer)), arns);
  const groups: Record<string, GroupState> = {};
  for (const [name, state] of states) groups[name] = { weight: weights[name] ?? null, ...state };
  return { action: seen, groups };
}

interface Applying {
  readonly seen: Weights;
  readonly change: Allocation;
  readonly term: Term;
}

/** Weights first: they are what keeps requests from where they would fail. */
function apply(world: AlbWorld, config: BalanceConfig, { seen, change, term }: Applying): Promise<Outcome> {
  const { exclusively, random, clients } = world;
  const arn = balancerArn(config.balancer);
  const client = clients.actor(placeOf(arn).region);
  const setOurs = (signal: AbortSignal) => setWeights(client, config, { seen, weights: change.weights }, signal);
  return outcomeOf(async () => {
    if (!same(seen, change.weights)) await exclusively(arn, term, () => tryTo(setOurs, term, random));
    for (const ask of otherAsks(client, config, change)) await tryTo(ask, term, random);
  });
}

type Ask = (signal: AbortSignal) => Promise<void>;

function otherAsks(client: Client, { balancer, groups }: BalanceConfig, change: Allocation): readonly Ask[] {
  const asks: Ask[] = [];
  for (const [name, attributes] of Object.entries(change.attributes)) {
    const TargetGroupArn = groups[name]?.targetGroupArn;
    const command = new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes: toAttributes(attributes) });
    asks.push(async (abortSignal) => void (await client.send(command, { abortSignal })));
  }
  const capacityUnits = change.reservedUnits;
  if (capacityUnits !== null)
    asks.push((signal) => reserveCapacity(client, loadBalancerArn(balancer), capacityUnits, signal));
  return asks;
}

/**
 * Reads the list again, while nobody else of the deployment changes it, so that what others have changed in it since the look
 * stays as they made it. Where they have changed our weights the decision was made on what is not so any more.
 */
async function setWeights(
  client: Client,
  config: BalanceConfig,
  { seen, weights }: { readonly seen: Weights; readonly weights: Weights },
  signal: AbortSignal,
): Promise<void> {
  const arns = arnsOf(config);
  const actions = await readActions(client, config.balancer, signal);
  const forward = forwardOf(actions, tellBalancer(config.balancer));
  const now = readForward(forward, arns).weights;
  if (same(now, weights)) return;
  if (!same(now, seen)) throw new Overtaken('somebody else has changed the weights since they were looked at');
  await write(client, config.balancer, withWeights(actions, forward, arns, weights), signal);
}

async function write(client: Client, balancer: BalancerConfig, actions: Action[], abortSignal: AbortSignal) {
  if (balancer.kind === 'alb-rule') {
    await client.send(new ModifyRuleCommand({ RuleArn: balancer.ruleArn, Actions: actions }), { abortSignal });
    return;
  }
  const command = new ModifyListenerCommand({ ListenerArn: balancer.listenerArn, DefaultActions: actions });
  await client.send(command, { abortSignal });
}

async function reserveCapacity(
  client: Client,
  LoadBalancerArn: string,
  CapacityUnits: number,
  abortSignal: AbortSignal,
) {
  const wanted =
    CapacityUnits === 0 ? { ResetCapacityReservation: true } : { MinimumLoadBalancerCapacity: { CapacityUnits } };
  await client.send(new ModifyCapacityReservationCommand({ LoadBalancerArn, ...wanted }), { abortSignal });
}
