import type { ConfigStore } from '../../adapters/table/config-store.ts';
import { claimId } from '../../adapters/table/subject-claims.ts';
import { type ConfigOf, claimOf } from '../../core/capabilities.ts';
import { type ConfiguredCapability, configuredCapabilities } from '../../core/model/capability-name.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import type { Place } from '../../core/model/place.ts';
import type { CustomResource } from '../custom-resource.ts';
import { jsonProperty, namesProperty, textProperty } from '../custom-resource-property.ts';

/** What the function works with: how configs are read and where they are written, of each capability. */
export interface ConfigWorld {
  parse<Name extends ConfiguredCapability>(capability: Name, name: string, input: unknown): Promise<ConfigOf<Name>>;
  store<Name extends ConfiguredCapability>(
    capability: Name,
  ): Promise<Pick<ConfigStore<ConfigOf<Name>>, 'put' | 'delete'>>;
  /** Puts back what was found of a scalable that is gone; left out where nothing is to be. */
  giveBack?(config: ConfigOf<'scaling'>): Promise<void>;
}

/**
 * The config of one subject of a capability as a resource of a stack: `{ capability, name, config, besides }`. Its physical
 * id is `<capability>/<name>`, and after a `#` what it claims. So a subject that is given something else to claim is a
 * replacement: it has both until the deploy has succeeded, and what it had before where it has not. `own` is where Headroom
 * is.
 */
export function configResource(world: ConfigWorld, own: Place): CustomResource {
  return {
    async write(properties, owner) {
      const written = read(properties);
      const { config, claim } = await claimedBy(world, written, own);
      const store = await world.store(written.capability);
      await store.put(config, owner, claim && { ...claim, besides: namesProperty(properties, 'besides') });
      return idOf(written, claim);
    },
    async remove(physicalId, owner, properties) {
      const id = isOurs(physicalId) ? physicalId : await idMeant(world, properties, own);
      const [subject = '', claim = null] = id.split('#');
      const [capability = '', ...rest] = subject.split('/');
      const store = await world.store(known('physical id', capability));
      await store.delete(rest.join('/'), owner, claim);
      await giveBack(world, properties);
    },
  };
}

/** What a resource without a config has asked for is not known, nor of what this release cannot read. */
async function giveBack(world: ConfigWorld, properties: Readonly<Record<string, unknown>>): Promise<void> {
  if (world.giveBack === undefined || properties.config === undefined) return;
  const { capability, name, input } = read(properties);
  if (capability === 'scaling') await world.giveBack(await world.parse(capability, name, input));
}

interface Written {
  readonly capability: ConfiguredCapability;
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

function read(properties: Readonly<Record<string, unknown>>): Written {
  const capability = known('capability', textProperty(properties, 'capability'));
  return { capability, name: textProperty(properties, 'name'), input: jsonProperty(properties, 'config') };
}

async function claimedBy(world: ConfigWorld, { capability, name, input }: Written, own: Place) {
  const config = await world.parse(capability, name, input);
  const claim = await claimOf(capability, config, own);
  return { config, claim: claim && { ...claim, id: claimId(claim) } };
}

function idOf({ capability, name }: Written, claim: { readonly id: string } | null): string {
  return claim === null ? `${capability}/${name}` : `${capability}/${name}#${claim.id}`;
}

const isOurs = (physicalId: string) => configuredCapabilities.some((one) => physicalId.startsWith(`${one}/`));

async function idMeant(world: ConfigWorld, properties: Readonly<Record<string, unknown>>, own: Place): Promise<string> {
  const written = read(properties);
  return idOf(written, (await claimedBy(world, written, own)).claim);
}

function known(field: string, capability: string): ConfiguredCapability {
  const found = configuredCapabilities.find((one) => one === capability);
  if (found !== undefined) return found;
  const known = configuredCapabilities.join(', ');
  throw new InvalidInput(
    field,
    `"${capability}" is not a capability that this release writes configs of; give ${known}`,
  );
}
