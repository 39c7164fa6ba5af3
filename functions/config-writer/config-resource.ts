import { isScalableName } from '../../core/model/scalable-name.ts';
import type { ScalableConfig } from '../../core/model/config.ts';
import { parseScalable } from '../../core/model/parse-scalable.ts';
import type { CustomResource } from '../custom-resource.ts';
import { jsonProperty, textProperty } from '../custom-resource-property.ts';

/** Where the configs of scalables are kept. */
export interface ConfigStore {
  putConfig(config: ScalableConfig): Promise<void>;
  deleteConfig(scalable: string): Promise<void>;
}

/** The config of one scalable as a resource of a stack; its physical id is the scalable's name. */
export function configResource(store: ConfigStore): CustomResource {
  return {
    async write(properties) {
      const scalable = textProperty(properties, 'scalable');
      await store.putConfig(parseScalable(scalable, jsonProperty(properties, 'config')));
      return scalable;
    },
    async remove(scalable) {
      if (isScalableName(scalable)) await store.deleteConfig(scalable);
    },
  };
}
