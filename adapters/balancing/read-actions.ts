import {
  type Action,
  DescribeListenersCommand,
  DescribeRulesCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { BalancerConfig } from '../../core/balancing/config/balance.ts';
import { Refusal } from '../../core/model/errors.ts';

type Client = Pick<ElasticLoadBalancingV2Client, 'send'>;

/** The whole list of actions of a listener or rule. Rejects with `Refusal` where it is gone. */
export async function readActions(
  client: Client,
  balancer: BalancerConfig,
  abortSignal: AbortSignal,
): Promise<readonly Action[]> {
  try {
    const actions = await describe(client, balancer, abortSignal);
    if (actions !== undefined) return actions;
  } catch (error) {
    if (!(error instanceof Error) || !/^(ListenerNotFound|RuleNotFound)/.test(error.name)) throw error;
  }
  throw new Refusal(`${tellBalancer(balancer)} does not exist any more; deploy the balance again, or remove it`);
}

/** What weights stand in, for error messages. */
export function tellBalancer({ kind }: BalancerConfig): string {
  return kind === 'alb-rule' ? 'the listener rule' : 'the listener';
}

async function describe(client: Client, balancer: BalancerConfig, abortSignal: AbortSignal) {
  if (balancer.kind === 'alb-rule') {
    const command = new DescribeRulesCommand({ RuleArns: [balancer.ruleArn] });
    return (await client.send(command, { abortSignal })).Rules?.[0]?.Actions;
  }
  const command = new DescribeListenersCommand({ ListenerArns: [balancer.listenerArn] });
  return (await client.send(command, { abortSignal })).Listeners?.[0]?.DefaultActions;
}
