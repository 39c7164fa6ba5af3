import type { BalanceConfig, BalanceInput, GroupAttributes } from '../../../core/balancing/config/balance.ts';
import { parseBalance } from '../../../core/balancing/config/parse-balance.ts';
import { decide } from '../../../core/balancing/decide.ts';
import type {
  Allocation,
  GroupSeen,
  Kept,
  Observation,
  Performance,
  WeightOverride,
} from '../../../core/balancing/observation.ts';
import type { Decision } from '../../../core/model/decision.ts';
import { blankMemory, type Memory } from '../../../core/model/memory.ts';
import type { UnreadableOverride } from '../../../core/model/unreadable-override.ts';
import type { Reading } from '../../../core/readings/reading.ts';
import { minuteMs, noonMs } from '../../fixtures.ts';

const arn = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012';
export const ruleArn = `${arn}:listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee`;

/** A group as people write it. */
export const aGroupInput = (name: string, more: object = {}) => ({
  targetGroupArn: `${arn}:targetgroup/${name}/6d0ecf831eec9f09`,
  ...more,
});

/** Two groups behind a rule, acting. */
export const aBalanceInput = (input: Partial<BalanceInput> = {}): BalanceInput => ({
  mode: 'on',
  balancer: { kind: 'alb-rule', ruleArn },
  groups: { blue: aGroupInput('blue'), green: aGroupInput('green') },
  ...input,
});

export function aBalance(input: Partial<BalanceInput> = {}, name = 'checkout/web'): BalanceConfig {
  return parseBalance(name, aBalanceInput(input));
}

export const plainAttributes: GroupAttributes = {
  algorithm: 'round_robin',
  anomalyMitigation: false,
  slowStartSeconds: 0,
  deregistrationDelaySeconds: 300,
};

/** What a group does in a minute. */
export interface Doing {
  readonly requests: number;
  readonly errors?: number;
  readonly p50Seconds?: number;
}

/** The minute that ended two minutes before `atMs`. */
export function performanceAt(atMs: number, { requests, errors = 0, p50Seconds = 0.1 }: Doing): Performance {
  const reading = (value: number): Reading => ({
    periodSeconds: 60,
    unit: null,
    wakes: true,
    speaksAtZero: true,
    samples: [{ is: 'value', atMs: atMs - 2 * minuteMs, value }],
    trouble: null,
  });
  return {
    requests: reading(requests),
    errors: reading(errors),
    p50Seconds: reading(p50Seconds),
    p99Seconds: reading(3 * p50Seconds),
  };
}

export function aGroup(more: Partial<GroupSeen> = {}, doing: Doing = { requests: 600 }, atMs = noonMs): GroupSeen {
  return {
    weight: 500,
    healthy: 2,
    starting: 0,
    unhealthy: 0,
    draining: 0,
    attributes: plainAttributes,
    stickyTargets: false,
    performance: performanceAt(atMs, doing),
    zones: {},
    asked: null,
    ...more,
  };
}

export interface Fleet {
  readonly input?: Partial<BalanceInput>;
  readonly groups?: Readonly<Record<string, GroupSeen>>;
  readonly sticky?: boolean;
  readonly otherGroups?: number;
  readonly otherWeight?: number;
  readonly reservation?: Observation['reservation'];
  readonly overrides?: readonly (WeightOverride | UnreadableOverride)[];
  readonly kept?: Partial<Kept> | null;
  readonly memory?: Partial<Memory<Kept>>;
  readonly atMs?: number;
}

/** A look at noon at two equal groups that do well. */
export function aLook(fleet: Fleet = {}): Observation {
  const atMs = fleet.atMs ?? noonMs;
  const { balancer: _, groups: places, ...config } = aBalance(fleet.input);
  const named = Object.entries(places).map(([name, { targetGroupArn: __, ...group }]) => [name, group] as const);
  const blank: Kept = { schema: 1, standings: {}, learnedAtMs: null, zonesOut: {}, shift: null, asserted: null };
  const kept = fleet.kept == null ? null : { ...blank, ...fleet.kept };
  return {
    subject: config.balance,
    atMs,
    memory: { ...blankMemory, kept, ...fleet.memory },
    config: { ...config, groups: Object.fromEntries(named) },
    groups: fleet.groups ?? { blue: aGroup({}, undefined, atMs), green: aGroup({}, undefined, atMs) },
    action: {
      sticky: fleet.sticky ?? false,
      otherGroups: fleet.otherGroups ?? 0,
      otherWeight: fleet.otherWeight ?? 0,
    },
    reservation: fleet.reservation ?? null,
    overrides: fleet.overrides ?? [],
  };
}

/** One look after the other, a minute apart, in a world that does as told and otherwise stays as it is. */
export function* looks(
  first: Observation,
  doing: (look: number, weights: Allocation['weights']) => Readonly<Record<string, Doing>>,
  change: (look: number, observation: Observation) => Observation = (_, observation) => observation,
): Generator<{ observation: Observation; decision: Decision<Allocation, Kept> }> {
  let observation = first;
  for (let look = 0; ; look++) {
    const atMs = first.atMs + look * minuteMs;
    const weights = Object.fromEntries(Object.entries(observation.groups).map(([name, { weight }]) => [name, weight]));
    const done = doing(look, weights);
    const groups = Object.fromEntries(
      Object.entries(observation.groups).map(([name, group]) => {
        return [name, { ...group, performance: performanceAt(atMs, done[name] ?? { requests: 0 }) }];
      }),
    );
    observation = change(look, { ...observation, atMs, groups });
    const decision = decide(observation);
    yield { observation, decision };
    observation = after(observation, decision);
  }
}

function after(observation: Observation, { keep, change, lookAgainAtMs }: Decision<Allocation, Kept>): Observation {
  const { atMs, memory } = observation;
  const intention =
    change === null ? memory.intention : { desired: change, askedAtMs: atMs, reference: 'test', completed: true };
  const groups = Object.entries(observation.groups).map(([name, group]) => {
    return [name, { ...group, weight: change === null ? group.weight : (change.weights[name] ?? null) }] as const;
  });
  return {
    ...observation,
    memory: { schema: 2, kept: keep, intention, lookedAtMs: atMs, lookAgainAtMs },
    groups: Object.fromEntries(groups),
  };
}
