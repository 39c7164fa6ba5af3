import type { SettingsWriter } from '../../adapters/ledgers/settings-writer.ts';
import { parseScalable } from '../../core/model/parse-scalable.ts';
import type { CustomResource } from '../custom-resource.ts';
import { jsonProperty, textProperty } from '../custom-resource-property.ts';

/** The config of one scalable as a resource of a stack; its physical id is the scalable's name. */
export function configResource(writer: Pick<SettingsWriter, 'putConfig' | 'deleteConfig'>): CustomResource {
  return {
    async write(properties, owner) {
      const scalable = textProperty(properties, 'scalable');
      await writer.putConfig(parseScalable(scalable, jsonProperty(properties, 'config')), owner);
      return scalable;
    },
    remove: (scalable, owner) => writer.deleteConfig(scalable, owner),
  };
}
