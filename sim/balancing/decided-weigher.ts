import type { BalanceConfig } from '../../core/balancing/config/balance.ts';
import { parseBalance } from '../../core/balancing/config/parse-balance.ts';
import { decide } from '../../core/balancing/decide.ts';
import type { GroupSeen, Kept, Observation, Performance } from '../../core/balancing/observation.ts';
import { blankMemory, type Memory } from '../../core/model/memory.ts';
import type { Reading, Sample } from '../../core/readings/reading.ts';
import type { Unit } from '../../core/readings/unit.ts';
import type { Known, MinuteSeen, TargetCounts, Weigher } from './balancing-world.ts';
import type { BalancingScenario, SimGroup } from './scenario.ts';

type Seen = Readonly<Record<string, MinuteSeen>>;

const minuteMs = 60_000;
/** Minutes that a look reads, and milliseconds between the looks that nothing wakes. */
const minutesRead = 8;
const fullLookMs = 300_000;
/** What the alarms of a balance watch, as `headroom.balance` makes them. */
const manyErrors = 10;
const latencySeconds = 0.5;

/**
 * The product itself: every look observes, asks the product's own `decide` and remembers what it says.
 */
export class DecidedWeigher implements Weigher {
  private readonly config: BalanceConfig;
  private memory: Memory<Kept> = blankMemory;
  private weights: Record<string, number | null>;
  private wasAlarmed = false;
  private healthy: string | null = null;
  private asked: string | null = null;

  constructor({ name, groups, shift }: BalancingScenario) {
    const pools = Map.groupBy(groups, ({ pool }) => pool);
    const places = [...pools].map(([pool, members]) => {
      const [{ zone, serversPerUnit }, ...others] = members as [SimGroup, ...SimGroup[]];
      return [
        pool,
        { targetGroupArn: pool, zone: others.length > 0 ? null : zone, unitCapacity: serversPerUnit },
      ] as const;
    });
    this.config = parseBalance(name, {
      mode: 'on',
      balancer: { kind: 'alb-listener', listenerArn: 'simulated' },
      groups: Object.fromEntries(places),
      latencySeconds,
      shift,
    });
    this.weights = Object.fromEntries([...pools.keys()].map((pool) => [pool, shift?.to === pool ? 0 : 1]));
  }

  weigh(known: Known): Readonly<Record<string, number>> | null {
    const isFirst = known.atSeconds === 0;
    if (!this.isDue(known)) return isFirst ? this.toNumbers() : null;
    const observation = this.observe(known);
    const { keep, change, lookAgainAtMs } = decide(observation);
    const { atMs } = observation;
    const intention =
      change === null
        ? this.memory.intention
        : { desired: change, askedAtMs: atMs, reference: 'simulated', completed: true };
    this.memory = { schema: 2, kept: keep, intention, lookedAtMs: atMs, lookAgainAtMs };
    if (change !== null) this.weights = { ...change.weights };
    return change === null && !isFirst ? null : this.toNumbers();
  }

  private toNumbers(): Record<string, number> {
    return Object.fromEntries(Object.entries(this.weights).map(([name, weight]) => [name, weight ?? 0]));
  }

  /**
   * A look is due where an alarm has changed its state, the allocator has told of a change, the targets are not as well as
   * they were at the last glance, somebody wanted to look again, or five minutes are over.
   */
  private isDue({ atSeconds, published, targets, asked }: Known): boolean {
    const newest = published[published.length - 1];
    const isAlarmed = newest !== undefined && Object.values(newest).some(isAlarming);
    const healthy = JSON.stringify(targets);
    const told = JSON.stringify(asked);
    const hasTurned = isAlarmed !== this.wasAlarmed || healthy !== this.healthy || told !== this.asked;
    this.wasAlarmed = isAlarmed;
    this.healthy = healthy;
    this.asked = told;
    const wanted = this.memory.lookAgainAtMs;
    const isLong = atSeconds * 1000 - (this.memory.lookedAtMs ?? 0) >= fullLookMs;
    return atSeconds === 0 || hasTurned || isLong || (wanted !== null && wanted <= atSeconds * 1000);
  }

  private observe({ atSeconds, published, targets, asked }: Known): Observation {
    const { balancer: _, groups, ...config } = this.config;
    const places = Object.entries(groups).map(([name, { targetGroupArn: __, ...group }]) => [name, group] as const);
    const seen = Object.keys(groups).map((name) => {
      return [
        name,
        { ...this.see(name, published), ...(targets[name] as TargetCounts), asked: asked[name] ?? null },
      ] as const;
    });
    return {
      subject: config.balance,
      atMs: atSeconds * 1000,
      memory: this.memory,
      config: { ...config, groups: Object.fromEntries(places) },
      groups: Object.fromEntries(seen),
      action: { sticky: false, otherGroups: 0, otherWeight: 0 },
      reservation: null,
      overrides: [],
    };
  }

  private see(name: string, published: readonly Seen[]): Omit<GroupSeen, keyof TargetCounts | 'asked'> {
    return {
      weight: this.weights[name] ?? null,
      starting: 0,
      attributes: {
        algorithm: 'round_robin',
        anomalyMitigation: false,
        slowStartSeconds: 0,
        deregistrationDelaySeconds: 300,
      },
      stickyTargets: false,
      zones: {},
      performance: performanceOf(name, published),
    };
  }
}

function isAlarming({ tally, unhealthy }: MinuteSeen): boolean {
  return unhealthy > 0 || tally.errors > manyErrors || (tally.quantileSeconds(0.99) ?? 0) > latencySeconds;
}

function performanceOf(name: string, seen: readonly Seen[]): Performance {
  const from = Math.max(0, seen.length - minutesRead);
  const reading = (unit: Unit, value: (minute: MinuteSeen) => number | null): Reading => ({
    periodSeconds: 60,
    unit,
    wakes: true,
    speaksAtZero: true,
    trouble: null,
    samples: seen.slice(from).map((minute, index): Sample => {
      const atMs = (from + index) * minuteMs;
      const told = minute[name] === undefined ? null : value(minute[name]);
      return told === null ? { is: 'missing', atMs } : { is: 'value', atMs, value: told };
    }),
  });
  return {
    requests: reading('count', ({ tally }) => tally.requests),
    errors: reading('count', ({ tally }) => tally.errors),
    p50Seconds: reading('seconds', ({ tally }) => tally.quantileSeconds(0.5)),
    p99Seconds: reading('seconds', ({ tally }) => tally.quantileSeconds(0.99)),
  };
}
