import { blankMemory, type Memory } from '../../../core/model/memory.ts';
import type { Need } from '../../../core/scaling/config/tier-needs.ts';
import { decideScalable } from '../../../core/scaling/decide-scalable.ts';
import type { DecidingConfig } from '../../../core/scaling/deciding-config.ts';
import type { Kept } from '../../../core/scaling/observation.ts';
import { type Links, linksOf } from '../../../core/scaling/tiers/links.ts';
import type { Passed, Tier, Tiers } from '../../../core/scaling/tiers/tier.ts';
import { remembered } from '../world/decided.ts';
import { observed } from '../world/observed.ts';
import type { Seen } from '../world/seen.ts';
import type { TierSpec } from './tier-spec.ts';
import type { TierScaler } from './tier-world.ts';

/** What one tier was last decided, as the ledger remembers it. */
interface Remembered {
  memory: Memory<Kept>;
  readonly config: DecidingConfig;
  readonly links: Links | null;
}

/** So many looks a step: those of a minute's tick and those that they wake, which come within seconds. */
const mostLooks = 12;

/**
 * The product on every tier: each step the looks of a tick, front first, and then those that are woken by what was decided.
 * Without needs each decides for itself.
 */
export class DecidedTiers implements TierScaler {
  private readonly tiers: Map<string, Remembered>;
  private readonly startMs: number;

  constructor(specs: readonly TierSpec[], configs: readonly DecidingConfig[], startMs: number, coordinated: boolean) {
    this.startMs = startMs;
    const graph = new Map(specs.map((spec, index) => [spec.name, needsOf(spec, specs[index + 1])]));
    const entries = specs.map((spec, index): [string, Remembered] => {
      const config = { ...(configs[index] as DecidingConfig), scalable: spec.name };
      const most = spec.takesPerUnit === null ? {} : { connectionsMost: { perUnit: spec.takesPerUnit } };
      const links = coordinated ? linksOf(spec.name, graph) : null;
      return [spec.name, { memory: blankMemory, config: coordinated ? { ...config, ...most } : config, links }];
    });
    this.tiers = new Map(entries);
  }

  ask(seen: readonly Seen[]): readonly number[] {
    const names = [...this.tiers.keys()];
    const asked = new Map(names.map((name, index) => [name, (seen[index] as Seen).asked]));
    const due = [...names];
    for (let looks = 0; looks < mostLooks; looks++) {
      const name = due.shift();
      if (name === undefined) break;
      for (const woken of this.look(name, seen[names.indexOf(name)] as Seen, asked)) {
        if (!due.includes(woken)) due.push(woken);
      }
    }
    return names.map((name) => asked.get(name) as number);
  }

  /** One look at one tier; answers who is woken by it. */
  private look(name: string, seen: Seen, asked: Map<string, number>): readonly string[] {
    const tier = this.tiers.get(name) as Remembered;
    const units = asked.get(name) as number;
    const told = observed(seen, tier.config, this.startMs);
    const inFlight = Math.max(0, units - told.capacity.running);
    const tiers = tier.links === null ? null : this.see(tier.links);
    const decision = decideScalable({
      ...told,
      capacity: { ...told.capacity, asked: units, inFlight },
      memory: tier.memory,
      ...(tiers !== null && { tiers }),
    });
    asked.set(name, decision.change?.units ?? units);
    const memory = remembered(tier.memory, decision, decision.change, told.atMs);
    tier.memory = decision.passes === undefined ? memory : { ...memory, passes: decision.passes };
    return (decision.passes as Passed | undefined)?.wakes ?? [];
  }

  private see({ upstream, downstream, ring }: Links): Tiers {
    const last = ({ scalable, need }: { readonly scalable: string; readonly need: Need }): Tier => {
      const { passes, lookedAtMs } = this.tiers.get(scalable)?.memory ?? blankMemory;
      const known = passes === undefined || lookedAtMs === null;
      return { scalable, need, last: known ? null : { atMs: lookedAtMs, passed: passes as Passed } };
    };
    return { upstream: upstream.map(last), downstream: downstream.map(last), ring };
  }
}

/** Ratios are learned, not told. */
function needsOf({ connectionsPerUnit }: TierSpec, next: TierSpec | undefined): Readonly<Record<string, Need>> {
  if (next === undefined) return {};
  const need = { connectionsPerUnit: connectionsPerUnit === 0 ? null : connectionsPerUnit };
  return { [next.name]: { ...need, connectionsMost: null, visits: null } };
}
