import { ringIn, type TierGraph } from '../config/tier-graph.ts';
import type { Need } from '../config/tier-needs.ts';

/** Another scalable, and what is needed of it, or by it. */
export interface Link {
  readonly scalable: string;
  readonly need: Need;
}

/** Who stands beside a scalable in the graph of needs. */
export interface Links {
  readonly upstream: readonly Link[];
  readonly downstream: readonly Link[];
  /** A ring that two apps have made together; what is needed within it is left out. */
  readonly ring: readonly string[] | null;
}

/** The links of one scalable; null where it has none. */
export function linksOf(scalable: string, graph: TierGraph): Links | null {
  const { straight, rings } = withoutRings(graph);
  const ring = rings.find((names) => names.includes(scalable)) ?? null;
  const downstream = Object.entries(straight.get(scalable) ?? {}).map(([name, need]) => ({ scalable: name, need }));
  const upstream = [...straight].flatMap(([name, needs]) => {
    const need = needs[scalable];
    return need === undefined ? [] : [{ scalable: name, need }];
  });
  return downstream.length + upstream.length === 0 && ring === null ? null : { upstream, downstream, ring };
}

/** A graph without what is needed within its rings, and those rings. */
function withoutRings(graph: TierGraph): {
  readonly straight: TierGraph;
  readonly rings: readonly (readonly string[])[];
} {
  let straight = graph;
  const rings: (readonly string[])[] = [];
  for (let ring = ringIn(straight); ring !== null; ring = ringIn(straight)) {
    const within = ring;
    rings.push(within);
    straight = new Map(
      [...straight].map(([name, needs]) => {
        if (!within.includes(name)) return [name, needs];
        return [name, Object.fromEntries(Object.entries(needs).filter(([other]) => !within.includes(other)))];
      }),
    );
  }
  return { straight, rings };
}
