import type {
  Action,
  DescribeCapacityReservationInput,
  DescribeTargetHealthInput,
  ElasticLoadBalancingV2Client,
  ModifyCapacityReservationInput,
  ModifyListenerInput,
  ModifyRuleInput,
  ModifyTargetGroupAttributesInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { awsError } from '../aws-error.ts';
import { FakeAws } from '../fake-aws.ts';

const invalid = (message: string) => awsError('ValidationErrorException', message);

/** A target group: the state of each of its targets, and its attributes. */
export interface FakeGroup {
  states: string[];
  attributes: Record<string, string>;
}

/** Elastic Load Balancing in memory, one rule or listener. It refuses what AWS refuses. */
export class FakeElb extends FakeAws<ElasticLoadBalancingV2Client> {
  readonly groups = new Map<string, FakeGroup>();
  actions: Action[] = [];
  /** Of the rule or listener; null once it is deleted. */
  private arn: string | null;
  reservation = { units: 0, pending: false, decreasesLeft: 2 };

  constructor(arn: string) {
    super({
      DescribeRules: () => {
        this.requireBalancer('RuleNotFoundException');
        return { Rules: [{ RuleArn: this.arn, Actions: this.told() }] };
      },
      DescribeListeners: () => {
        this.requireBalancer('ListenerNotFoundException');
        return { Listeners: [{ ListenerArn: this.arn, DefaultActions: this.told() }] };
      },
      ModifyRule: ({ Actions }: ModifyRuleInput) => this.modify(Actions ?? []),
      ModifyListener: ({ DefaultActions }: ModifyListenerInput) => this.modify(DefaultActions ?? []),
      DescribeTargetHealth: ({ TargetGroupArn }: DescribeTargetHealthInput) => ({
        TargetHealthDescriptions: this.group(TargetGroupArn).states.map((State, index) => ({
          Target: { Id: `i-${index}` },
          TargetHealth: { State, ...(State === 'unused' && { Reason: 'Target.NotInUse' }) },
        })),
      }),
      DescribeTargetGroupAttributes: ({ TargetGroupArn }: DescribeTargetHealthInput) => ({
        Attributes: Object.entries(this.group(TargetGroupArn).attributes).map(([Key, Value]) => ({ Key, Value })),
      }),
      ModifyTargetGroupAttributes: (input: ModifyTargetGroupAttributesInput) => this.setAttributes(input),
      DescribeCapacityReservation: (_: DescribeCapacityReservationInput) => ({
        DecreaseRequestsRemaining: this.reservation.decreasesLeft,
        MinimumLoadBalancerCapacity: { CapacityUnits: this.reservation.units },
        CapacityReservationState: [{ State: { Code: this.reservation.pending ? 'pending' : 'provisioned' } }],
      }),
      ModifyCapacityReservation: (input: ModifyCapacityReservationInput) => this.reserve(input),
    });
    this.arn = arn;
  }

  /** Adds a group whose targets are in these states. */
  add(targetGroupArn: string, states: string[], attributes: Record<string, string> = {}): void {
    const usual = { 'load_balancing.algorithm.type': 'round_robin', 'stickiness.enabled': 'false' };
    this.groups.set(targetGroupArn, { states, attributes: { ...usual, ...attributes } });
  }

  /** Deletes the rule or listener. */
  remove(): void {
    this.arn = null;
  }

  weights(): Record<string, number | undefined> {
    const forward = this.actions.find(({ Type }) => Type === 'forward');
    const tuples = forward?.ForwardConfig?.TargetGroups ?? [];
    return Object.fromEntries(tuples.map(({ TargetGroupArn, Weight }) => [TargetGroupArn ?? '', Weight]));
  }

  /** As AWS tells it: without the secret of a client, and with the group beside the config where there is only one. */
  private told(): Action[] {
    return this.actions.map((action) => {
      const { AuthenticateOidcConfig: oidc } = action;
      const { ClientSecret: _, UseExistingClientSecret: __, ...config } = oidc ?? {};
      return oidc === undefined ? action : { ...action, AuthenticateOidcConfig: config as typeof oidc };
    });
  }

  private modify(actions: Action[]): object {
    this.requireBalancer('RuleNotFoundException');
    for (const action of actions) this.check(action);
    this.actions = actions;
    return {};
  }

  private check({ Type, ForwardConfig, TargetGroupArn, AuthenticateOidcConfig: oidc }: Action): void {
    if (Type === 'authenticate-oidc' && oidc?.ClientSecret === undefined && oidc?.UseExistingClientSecret !== true) {
      throw awsError('InvalidLoadBalancerActionException', 'the client secret is required');
    }
    if (Type !== 'forward') return;
    const tuples = ForwardConfig?.TargetGroups ?? [];
    if (tuples.length > 5) throw awsError('TooManyUniqueTargetGroupsPerLoadBalancerException', 'more than 5');
    if (TargetGroupArn !== undefined && tuples.length !== 1) throw invalid('TargetGroupArn does not go with several');
    for (const { Weight = 1, TargetGroupArn: arn } of tuples) {
      this.group(arn);
      if (!Number.isInteger(Weight) || Weight < 0 || Weight > 999) throw invalid(`weight ${Weight}`);
    }
    const isSticky = ForwardConfig?.TargetGroupStickinessConfig?.Enabled === true;
    const sticky = tuples.some(
      ({ TargetGroupArn: arn }) => this.group(arn).attributes['stickiness.enabled'] === 'true',
    );
    if (tuples.length > 1 && sticky && !isSticky) {
      throw awsError('InvalidLoadBalancerActionException', 'target group stickiness must be enabled');
    }
  }

  private setAttributes({ TargetGroupArn, Attributes = [] }: ModifyTargetGroupAttributesInput): object {
    const group = this.group(TargetGroupArn);
    const next = { ...group.attributes };
    for (const { Key = '', Value = '' } of Attributes) next[Key] = Value;
    const algorithm = next['load_balancing.algorithm.type'];
    if (Number(next['slow_start.duration_seconds'] ?? 0) > 0 && algorithm !== 'round_robin') {
      throw awsError('InvalidConfigurationRequestException', 'slow start needs round robin');
    }
    if (next['load_balancing.algorithm.anomaly_mitigation'] === 'on' && algorithm !== 'weighted_random') {
      throw awsError('InvalidConfigurationRequestException', 'anomaly mitigation needs weighted random');
    }
    group.attributes = next;
    return {};
  }

  private reserve(input: ModifyCapacityReservationInput): object {
    const units = input.ResetCapacityReservation ? 0 : (input.MinimumLoadBalancerCapacity?.CapacityUnits ?? 0);
    if (this.reservation.pending) throw awsError('PriorRequestNotCompleteException', 'pending');
    const falls = units < this.reservation.units;
    if (falls && this.reservation.decreasesLeft < 1) {
      throw awsError('CapacityDecreaseRequestsLimitExceededException', 'twice a day');
    }
    this.reservation = { units, pending: true, decreasesLeft: this.reservation.decreasesLeft - (falls ? 1 : 0) };
    return {};
  }

  private requireBalancer(error: string): void {
    if (this.arn === null) throw awsError(error, 'not found');
  }

  private group(arn = ''): FakeGroup {
    const group = this.groups.get(arn);
    if (group === undefined) throw awsError('TargetGroupNotFoundException', 'One or more target groups not found');
    return group;
  }
}
