import { InvalidInput } from '../../model/errors.ts';
import { nearNames } from '../../model/near-names.ts';
import { refuseAll } from '../../schema/all-faults.ts';
import type { ScalableConfig } from './scalable.ts';
import type { Needs } from './tier-needs.ts';

/** Who needs what, by scalable. */
export type TierGraph = ReadonlyMap<string, Needs>;

/** The graph of configs. */
export function tierGraph(configs: Iterable<Pick<ScalableConfig, 'scalable' | 'needs'>>): TierGraph {
  return new Map([...configs].map(({ scalable, needs = {} }) => [scalable, needs]));
}

/** What is wrong with what a scalable needs. */
export interface NeedsFault {
  readonly scalable: string;
  /** Below the scalable, e.g. `needs["orders/db"]`. */
  readonly field: string;
  readonly says: string;
  /** False where another app may have what is lacking here. */
  readonly isSure: boolean;
}

/** The names that nobody has, and the rings. Empty where all is well. */
export function faultsOf(graph: TierGraph): NeedsFault[] {
  const unknown = [...graph].flatMap(([scalable, needs]) =>
    Object.keys(needs)
      .filter((name) => !graph.has(name))
      .map((name) => ({ scalable, field: fieldOf(name), ...unknownIn(name, [...graph.keys()]) })),
  );
  return [...unknown, ...ringsOf(graph)];
}

/** A ring is told at its first need; whoever removes that need has the next one told. */
function ringsOf(graph: TierGraph): NeedsFault[] {
  const ring = ringIn(graph);
  if (ring === null) return [];
  const [first = '', second = first] = ring;
  const says = `${[...ring, first].map((name) => `"${name}"`).join(' needs ')}, which is a ring; remove one of these needs`;
  const { [second]: _, ...others } = graph.get(first) ?? {};
  return [
    { scalable: first, field: fieldOf(second), says, isSure: true },
    ...ringsOf(new Map([...graph, [first, others]])),
  ];
}

/** Throws `InvalidInput` of all faults where there are any; `pathOf` tells where a scalable stands. */
export function refuseFaults(graph: TierGraph, pathOf: (scalable: string) => string): void {
  refuseAll(faultsOf(graph).map(({ scalable, field, says }) => new InvalidInput(`${pathOf(scalable)}.${field}`, says)));
}

const fieldOf = (name: string) => `needs[${JSON.stringify(name)}]`;

function unknownIn(name: string, known: readonly string[]): Pick<NeedsFault, 'says' | 'isSure'> {
  const near = nearNames(name, known);
  const next =
    near.length === 0 ? 'add it to the scalables, or correct the name' : `did you mean ${near.join(' or ')}?`;
  return { says: `no scalable "${name}" is configured; ${next}`, isSure: near.length > 0 };
}

/** Scalables of which each needs the next, and the last the first; null where there is no such ring. */
export function ringIn(graph: TierGraph): readonly string[] | null {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (name: string): readonly string[] | null => {
    const at = path.indexOf(name);
    if (at >= 0) return path.slice(at);
    if (done.has(name)) return null;
    path.push(name);
    for (const next of Object.keys(graph.get(name) ?? {})) {
      const ring = visit(next);
      if (ring !== null) return ring;
    }
    path.pop();
    done.add(name);
    return null;
  };
  for (const name of graph.keys()) {
    const ring = visit(name);
    if (ring !== null) return ring;
  }
  return null;
}

/** Scalables so that each stands before all that it needs. Where there is a ring, those in it come last. */
export function inDemandOrder(graph: TierGraph): readonly string[] {
  const left = new Map(graph);
  const ordered: string[] = [];
  for (;;) {
    const needed = new Set([...left.values()].flatMap((needs) => Object.keys(needs)));
    const next = [...left.keys()].filter((name) => !needed.has(name));
    if (next.length === 0) return [...ordered, ...left.keys()];
    for (const name of next) {
      ordered.push(name);
      left.delete(name);
    }
  }
}
