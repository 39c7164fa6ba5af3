import type { Because } from '../model/reason.ts';
import type { Observation, Shares } from './observation.ts';
import { usableUnits } from './situation.ts';
import { normalised } from './weights.ts';

/** The shares by what each group can carry; null where none can carry anything. */
interface Proposal {
  readonly shares: Shares | null;
  readonly because: Because;
}

/** Shares proportional to healthy units times what one of them carries. A group that is to shrink counts as if it had. */
export function propose({ groups, config }: Observation): Proposal {
  const unitCapacity = (name: string) => config.groups[name]?.unitCapacity ?? 1;
  const amounts = (units: (name: string) => number) =>
    Object.fromEntries(Object.keys(groups).map((name) => [name, units(name) * unitCapacity(name)]));
  const usable = amounts((name) => (groups[name] === undefined ? 0 : usableUnits(groups[name])));
  const shares = normalised(usable) ?? normalised(amounts((name) => groups[name]?.healthy ?? 0));
  if (shares === null) return { shares, because: { says: 'no group has a healthy unit, so the weights stay' } };
  return {
    shares,
    because: { says: `healthy units: ${tellUnits(groups)}${tellHandOver(groups)}`, ...unitsOf(groups) },
  };
}

function unitsOf(groups: Observation['groups']): Record<string, number> {
  return Object.fromEntries(Object.entries(groups).map(([, { healthy }], index) => [`units${index}`, healthy]));
}

function tellUnits(groups: Observation['groups']): string {
  return Object.keys(groups)
    .map((name, index) => `${name} {units${index}}`)
    .join(', ');
}

/** Who gives way before units are taken away, and how long their last requests may take. */
function tellHandOver(groups: Observation['groups']): string {
  return Object.entries(groups)
    .filter(([, { asked, healthy }]) => asked !== null && asked < healthy)
    .map(([name, { asked, attributes }]) => {
      const delay = attributes.deregistrationDelaySeconds ?? 300;
      return `; ${name} is to have ${asked} and hands over, its last requests have ${delay} s`;
    })
    .join('');
}
