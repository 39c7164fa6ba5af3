import { isSubjectName, longestSubjectName } from '../../../core/model/subject-name.ts';

/** A name that a scalable may have, as near to that of its target as can be. */
export function fleetName(...parts: readonly string[]): string {
  const name = parts.map(namePart).join('/').slice(0, longestSubjectName).replace(/[/]+$/, '');
  // What every object has, such as `constructor`, is not a key of a config that its type can tell from that.
  return isSubjectName(name) && !(name in {}) ? name : 'fleet';
}

/** Whatever a name may not hold is a hyphen in it. */
function namePart(part: string): string {
  const sayable = part.replaceAll(/[^a-z0-9._-]+/gi, '-');
  return sayable.replace(/^[^a-z0-9]+/i, '').replace(/-+$/, '') || 'fleet';
}

/** The same fleets, those of one name numbered. */
export function namedApart<Named extends { readonly name: string }>(fleets: readonly Named[]): Named[] {
  const taken = new Set<string>();
  return fleets.map((fleet) => {
    let name = fleet.name;
    for (let count = 2; taken.has(name); count++) name = `${fleet.name.slice(0, longestSubjectName - 6)}-${count}`;
    taken.add(name);
    return name === fleet.name ? fleet : { ...fleet, name };
  });
}
