import { InvalidInput } from '../../../core/model/errors.ts';
import { meantOrAll } from '../../../core/model/near-names.ts';
import { serviceOf } from '../../../core/model/service-and-tier.ts';
import type { TierGraph } from '../../../core/scaling/config/tier-graph.ts';
import type { Where } from '../../connect.ts';
import { typedCommand } from '../../typed-command.ts';

/** A price of a tier that is not there would change nothing, and nobody would notice. Throws `InvalidInput`. */
export function refuseUnknownTiers(priced: readonly string[], known: readonly string[]): void {
  const unknown = priced.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new InvalidInput('--unit-price', `no tier here is called "${unknown}"; ${meantOrAll(unknown, known)}`);
}

/** What tiers need of other services, whose load is not theirs alone: a line each, since a plan that says nothing of it would seem whole. */
export function needsElsewhere(graph: TierGraph, where: Where): readonly string[] {
  return [...graph].flatMap(([name, needs]) =>
    Object.keys(needs)
      .filter((other) => !graph.has(other))
      .map((other) => {
        const told = `${name} needs ${other} of another service, and what that takes is not told here`;
        return `${told}; see ${typedCommand(`plan ${serviceOf(other)}`, where)}`;
      }),
  );
}
