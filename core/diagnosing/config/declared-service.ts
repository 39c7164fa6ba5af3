import { counted } from '../../model/counted.ts';
import type { Section } from '../../schema/section.ts';
import { gaugesOf } from './gauges.ts';
import { parseService } from './parse-service.ts';
import { remarksOn } from './remarks.ts';
import { type ServiceConfig, type ServiceInput, serviceSchema } from './watched-service.ts';

/** A service as it is watched: all that it reads is named in its config. */
export interface DeclaredService {
  readonly config: ServiceConfig;
}

export const services: Section<ServiceInput, DeclaredService> = {
  parse: (service, input) => ({ config: parseService(service, input) }),
  written: () => serviceSchema,
  // Whoever reads takes nothing from anybody.
  own: () => [],
  remarks: ({ config }) => remarksOn(config),
  tell: ({ config }) =>
    `${config.mode}, ${counted(gaugesOf(config).length, 'reading')} of ${Object.keys(config.tiers).join(', ')}`,
};
