import { InvalidInput } from '../../model/errors.ts';
import { leadsBack } from '../../model/leads-back.ts';

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
    if (leadsBack(service, (one) => needs.get(one) ?? []))
      throw new InvalidInput(
        `services.${service}.objective.needs`,
        `leads back to "${service}", so that none of them would call anybody; leave one out`,
      );
  }
}
