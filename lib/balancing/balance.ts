import { Stack } from 'aws-cdk-lib';
import type { Policy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { BalanceConfig, BalancerConfig } from '../../core/balancing/config/balance.ts';
import { parseBalance } from '../../core/balancing/config/parse-balance.ts';
import { ConfigItem } from '../deployment/config-item.ts';
import { refuseArnElsewhere, refuseElsewhere } from '../deployment/refuse-elsewhere.ts';
import { BalanceAlarms } from './balance-alarms.ts';
import { balancerArn, loadBalancerName } from './balance-arns.ts';
import { BalanceGrant } from './balance-grant.ts';
import type { BalanceProps, ListenerOrRule } from './balance-settings.ts';
import type { BalancingDeployment } from './balancing-deployment.ts';
import { movedByEcs } from './moved-by-ecs.ts';

interface BalanceConstructProps {
  readonly deployment: BalancingDeployment;
  readonly listenerOrRule: ListenerOrRule;
  readonly settings: Omit<BalanceProps, 'scope'>;
}

/**
 * One listener or rule whose weights Headroom sets: the right to do so, the alarms that wake it, and its config in the
 * table, all in the scope of whoever asks for it. Throws `InvalidInput` naming the field, the value and the fix.
 */
export class Balance extends Construct {
  readonly balance: string;
  readonly config: BalanceConfig;

  constructor(scope: Construct, id: string, { deployment, listenerOrRule, settings }: BalanceConstructProps) {
    super(scope, id);
    refuseElsewhere(this, deployment);
    const { name, groups, ...others } = settings;
    const places = Object.entries(groups).map(([group, { targetGroup, ...more }]) => {
      return [group, { ...more, targetGroupArn: targetGroup.targetGroupArn }] as const;
    });
    const balancer = balancerOf(listenerOrRule);
    refuseArnElsewhere('balancer', balancerArn(balancer), this);
    for (const [group, { targetGroupArn }] of places) refuseArnElsewhere(`groups.${group}`, targetGroupArn, this);
    this.balance = name;
    this.config = parseBalance(name, { ...others, balancer, groups: Object.fromEntries(places) });
    const { policy } = new BalanceGrant(this, 'Grant', { deployment, config: this.config, listenerOrRule, groups });
    const { topic, runbooks } = deployment;
    new BalanceAlarms(this, 'Alarms', { runbooks, config: this.config, topic });
    this.deliver(deployment, policy);
    this.node.addValidation({ validate: () => [...this.conflicts(), ...movedByEcs(this, this.config)] });
  }

  /** Writes the config once all else stands: a look before that would find the grant missing. */
  private deliver({ configWriter }: BalancingDeployment, grant: Policy | null): void {
    const { balance: name, ...config } = this.config;
    const item = new ConfigItem(this, 'Config', { configWriter, capability: 'balancing', name, config });
    if (grant !== null) item.node.addDependency(grant);
  }

  /**
   * Two balances of one listener or rule take turns, and each takes what the other sets for drift; two reservations of one
   * load balancer undo each other.
   */
  private conflicts(): string[] {
    const all = this.node.root.node.findAll().filter((node): node is Balance => node instanceof Balance);
    return all.filter((other) => other !== this).flatMap((other) => this.conflictsWith(other));
  }

  private conflictsWith(other: Balance): string[] {
    const { path } = other.node;
    if (this.resolved(balancerArn) === other.resolved(balancerArn)) {
      return [`${path} sets the weights of the same listener or rule; let one of them do it`];
    }
    const isReserving = this.config.reservation !== null && other.config.reservation !== null;
    if (!isReserving || this.resolved(loadBalancerName) !== other.resolved(loadBalancerName)) return [];
    return [`${path} reserves capacity of the same load balancer; let one of them do it`];
  }

  private resolved(name: (balancer: BalancerConfig) => string): string {
    return JSON.stringify(Stack.of(this).resolve(name(this.config.balancer)));
  }
}

function balancerOf(listenerOrRule: ListenerOrRule): BalancerConfig {
  if ('listenerRuleArn' in listenerOrRule) return { kind: 'alb-rule', ruleArn: listenerOrRule.listenerRuleArn };
  return { kind: 'alb-listener', listenerArn: listenerOrRule.listenerArn };
}
