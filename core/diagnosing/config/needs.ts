import { InvalidInput } from '../../model/errors.ts';

/** What each service that has an objective cannot do without. */
export type Needs = ReadonlyMap<string, readonly string[]>;

/** Throws `InvalidInput` where a service needs one that has no objective, or, by way of others, itself. */
export function checkNeeds(needs: Needs): void {
  for (const [service, named] of needs) {
    const stranger = named.find((one) => !needs.has(one));
    if (stranger !== undefined)
      throw new InvalidInput(
        `services.${service}.objective.needs`,
        `"${stranger}" is not a watched service with an objective; there are ${[...needs.keys()].join(', ')}`,
      );
    if (leadsTo(service, service, needs, new Set()))
      throw new InvalidInput(
        `services.${service}.objective.needs`,
        `leads back to "${service}", so that none of them would call anybody; leave one out`,
      );
  }
}

function leadsTo(from: string, to: string, needs: Needs, seen: Set<string>): boolean {
  return (needs.get(from) ?? []).some((next) => {
    if (next === to) return true;
    if (seen.has(next)) return false;
    seen.add(next);
    return leadsTo(next, to, needs, seen);
  });
}
