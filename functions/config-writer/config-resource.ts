import type { ConfigStore } from '../../adapters/table/config-store.ts';
import type { ConfigOf } from '../../core/capabilities.ts';
import { type ConfiguredCapability, configuredCapabilities } from '../../core/model/capability-name.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import type { CustomResource } from '../custom-resource.ts';
import { jsonProperty, textProperty } from '../custom-resource-property.ts';

/** What the function works with: how configs are read and where they are written, of each capability. */
export interface ConfigWorld {
  parse<Name extends ConfiguredCapability>(capability: Name, name: string, input: unknown): Promise<ConfigOf<Name>>;
  store<Name extends ConfiguredCapability>(
    capability: Name,
  ): Promise<Pick<ConfigStore<ConfigOf<Name>>, 'put' | 'delete'>>;
}

/**
 * The config of one subject of a capability as a resource of a stack: `{ capability, name, config }`. Its physical id is
 * `<capability>/<name>`, which is the same for no two of them.
 */
export function configResource(world: ConfigWorld): CustomResource {
  return {
    async write(properties, owner) {
      const capability = known('capability', textProperty(properties, 'capability'));
      const name = textProperty(properties, 'name');
      await put(world, { capability, name, input: jsonProperty(properties, 'config'), owner });
      return `${capability}/${name}`;
    },
    async remove(id, owner) {
      const [capability = '', ...rest] = id.split('/');
      const store = await world.store(known('physical id', capability));
      await store.delete(rest.join('/'), owner);
    },
  };
}

interface Written<Name extends ConfiguredCapability> {
  readonly capability: Name;
  readonly name: string;
  readonly input: unknown;
  readonly owner: string;
}

async function put<Name extends ConfiguredCapability>(world: ConfigWorld, written: Written<Name>): Promise<void> {
  const { capability, name, input, owner } = written;
  const config = await world.parse(capability, name, input);
  const store = await world.store(capability);
  await store.put(config, owner);
}

function known(field: string, capability: string): ConfiguredCapability {
  const found = configuredCapabilities.find((one) => one === capability);
  if (found !== undefined) return found;
  const known = configuredCapabilities.join(', ');
  throw new InvalidInput(field, `"${capability}" is no capability that this release writes configs of; give ${known}`);
}
