import { decide } from '../../core/balancing/decide.ts';
import type { GroupSeen, Kept, Observation, Performance } from '../../core/balancing/observation.ts';
import type { BalanceConfig } from '../../core/model/balance.ts';
import { blankMemory, type Memory } from '../../core/model/memory.ts';
import { parseBalance } from '../../core/model/parse-balance.ts';
import type { Reading, Sample } from '../../core/model/reading.ts';
import type { MinuteSeen, Weigher } from './balancing-world.ts';
import type { BalancingScenario } from './scenario.ts';

type Seen = Readonly<Record<string, MinuteSeen>>;

const minuteMs = 60_000;
/** Minutes that a look reads, and minutes between the looks that nothing wakes. */
const minutesRead = 8;
const fullLookMinutes = 5;
/** What the alarms of a balance watch, as `headroom.balance` makes them. */
const manyErrors = 10;
const latencySeconds = 0.5;

/**
 * The product itself: every look observes, asks the product's own `decide` and remembers what it says. It looks when an alarm
 * would have woken it, when it has asked to look again, and every five minutes.
 */
export class DecidedWeigher implements Weigher {
  private readonly config: BalanceConfig;
  private readonly scenario: BalancingScenario;
  private memory: Memory<Kept> = blankMemory;
  private weights: Record<string, number | null>;
  private wasAlarmed = false;

  constructor(scenario: BalancingScenario) {
    this.scenario = scenario;
    const groups = scenario.groups.map(({ name, zone, serversPerUnit }) => {
      return [name, { targetGroupArn: name, zone, unitCapacity: serversPerUnit }] as const;
    });
    const { shift } = scenario;
    const balancer = { kind: 'alb-listener', listenerArn: 'simulated' } as const;
    this.config = parseBalance(scenario.name, {
      mode: 'on',
      balancer,
      groups: Object.fromEntries(groups),
      latencySeconds,
      shift,
    });
    this.weights = Object.fromEntries(scenario.groups.map(({ name }) => [name, shift?.to === name ? 0 : 1]));
  }

  weigh(minute: number, seen: readonly Seen[]): Readonly<Record<string, number>> | null {
    const isFirst = minute === 0;
    if (!this.isDue(minute, seen)) return isFirst ? this.toNumbers() : null;
    const observation = this.observe(minute, seen);
    const { keep, change, lookAgainAtMs } = decide(observation);
    const { atMs } = observation;
    const intention =
      change === null
        ? this.memory.intention
        : { desired: change, askedAtMs: atMs, reference: 'simulated', completed: true };
    this.memory = { schema: 1, kept: keep, intention, lookedAtMs: atMs, lookAgainAtMs };
    if (change !== null) this.weights = { ...change.weights };
    return change === null && !isFirst ? null : this.toNumbers();
  }

  private toNumbers(): Record<string, number> {
    return Object.fromEntries(Object.entries(this.weights).map(([name, weight]) => [name, weight ?? 0]));
  }

  /** Alarms act where their state changes. */
  private isDue(minute: number, seen: readonly Seen[]): boolean {
    const newest = seen[seen.length - 1];
    const isAlarmed =
      newest !== undefined && this.scenario.groups.some(({ name, units }) => isAlarming(newest[name], units));
    const hasTurned = isAlarmed !== this.wasAlarmed;
    this.wasAlarmed = isAlarmed;
    const wanted = this.memory.lookAgainAtMs;
    return hasTurned || minute % fullLookMinutes === 0 || (wanted !== null && wanted <= minute * minuteMs);
  }

  private observe(minute: number, seen: readonly Seen[]): Observation {
    const { balancer: _, groups, ...config } = this.config;
    const places = Object.entries(groups).map(([name, { targetGroupArn: __, ...group }]) => [name, group] as const);
    return {
      subject: config.balance,
      atMs: minute * minuteMs,
      memory: this.memory,
      config: { ...config, groups: Object.fromEntries(places) },
      groups: Object.fromEntries(this.scenario.groups.map(({ name, units }) => [name, this.see(name, units, seen)])),
      action: { sticky: false, otherGroups: 0, otherWeight: 0 },
      reservation: null,
      overrides: [],
    };
  }

  private see(name: string, units: number, seen: readonly Seen[]): GroupSeen {
    const healthy = seen[seen.length - 1]?.[name]?.healthy ?? units;
    return {
      weight: this.weights[name] ?? null,
      healthy,
      starting: 0,
      unhealthy: units - healthy,
      draining: 0,
      attributes: {
        algorithm: 'round_robin',
        anomalyMitigation: false,
        slowStartSeconds: 0,
        deregistrationDelaySeconds: 300,
      },
      stickyTargets: false,
      performance: performanceOf(name, seen),
      asked: null,
    };
  }
}

function isAlarming(seen: MinuteSeen | undefined, units: number): boolean {
  if (seen === undefined) return false;
  const { tally, healthy } = seen;
  return healthy < units || tally.errors > manyErrors || (tally.quantileSeconds(0.99) ?? 0) > latencySeconds;
}

function performanceOf(name: string, seen: readonly Seen[]): Performance {
  const from = Math.max(0, seen.length - minutesRead);
  const reading = (value: (minute: MinuteSeen) => number | null): Reading => ({
    periodSeconds: 60,
    trouble: null,
    samples: seen.slice(from).map((minute, index): Sample => {
      const atMs = (from + index) * minuteMs;
      const told = minute[name] === undefined ? null : value(minute[name]);
      return told === null ? { is: 'missing', atMs } : { is: 'value', atMs, value: told };
    }),
  });
  return {
    requests: reading(({ tally }) => tally.requests),
    errors: reading(({ tally }) => tally.errors),
    p50Seconds: reading(({ tally }) => tally.quantileSeconds(0.5)),
    p99Seconds: reading(({ tally }) => tally.quantileSeconds(0.99)),
  };
}
