import { type CapabilityName, capabilityNames, isCapabilityName } from '../core/model/capability-name.ts';
import { InvalidInput } from '../core/model/errors.ts';

/** A capability as a person names it. Throws `InvalidInput` naming those that there are. */
export function ofCapability(text: string): CapabilityName {
  if (isCapabilityName(text)) return text;
  throw new InvalidInput('--of', `"${text}" is no capability; give one of ${capabilityNames.join(', ')}`);
}
