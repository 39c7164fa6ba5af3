import { configuredCapabilities } from '../../core/model/capability-name.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import type { CustomResource } from '../custom-resource.ts';
import { jsonProperty, textProperty } from '../custom-resource-property.ts';
import { type RehearsalWorld, type Release, rehearse } from './rehearse.ts';

type Properties = Readonly<Record<string, unknown>>;

/**
 * The rehearsal of one function's newest version as a resource of a stack, which its alias waits for; the physical id is the
 * name of the function. A version that has served already, as in a rollback, is not rehearsed: nothing must keep it from serving.
 */
export function rehearsalResource(world: RehearsalWorld): CustomResource {
  return {
    async write(properties, _, before = null) {
      const release = read(properties);
      if (before === null || isNewer(release.version, before.version)) await rehearse(release, world);
      return release.functionName;
    },
    remove: async () => {},
  };
}

/** Lambda counts versions up and never down. */
function isNewer(version: string, before: unknown): boolean {
  return !(Number(version) < Number(before));
}

function read(properties: Properties): Release {
  const asks = optional(properties, 'asks');
  const known = configuredCapabilities.find((one) => one === asks) ?? null;
  if (asks !== null && known === null)
    throw new InvalidInput('asks', `"${asks}" is not a capability that people configure`);
  return {
    functionName: textProperty(properties, 'functionName'),
    version: textProperty(properties, 'version'),
    alias: textProperty(properties, 'alias'),
    decides: optional(properties, 'decides'),
    asks: known,
    prefix: optional(properties, 'prefix') ?? '',
    needs: optional(properties, 'needs'),
    event: jsonProperty(properties, 'event'),
  };
}

function optional(properties: Properties, field: string): string | null {
  return properties[field] === undefined ? null : textProperty(properties, field);
}
