import { InvalidInput } from '../../model/errors.ts';
import { leadsBack } from '../../model/leads-back.ts';
import { meantOrAll } from '../../model/near-names.ts';
import { readAll } from '../../schema/all-faults.ts';

/** What each service that has an objective cannot do without. */
export type Needs = ReadonlyMap<string, readonly string[]>;

/** Throws `InvalidInput` where a service needs one that has no objective, or, by way of others, itself. */
export function checkNeeds(needs: Needs): void {
  readAll([...needs], ([service, named]) => {
    const field = `services[${JSON.stringify(service)}].objective.needs`;
    const stranger = named.find((one) => !needs.has(one));
    if (stranger !== undefined)
      throw new InvalidInput(
        field,
        `"${stranger}" is not a watched service with an objective; ${meantOrAll(stranger, [...needs.keys()])}`,
      );
    if (leadsBack(service, (one) => needs.get(one) ?? []))
      throw new InvalidInput(
        field,
        `leads back to "${service}", so that none of them would call anybody; leave one out`,
      );
  });
}
