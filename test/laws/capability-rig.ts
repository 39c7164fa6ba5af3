import type { Observed } from '../../core/capability.ts';
import type { Scopes } from '../../core/looking/scope.ts';
import { type CapabilityName, type ConfiguredCapability, capabilityNames } from '../../core/model/capability-name.ts';
import { rigsOf } from './rigs-of.ts';

/** The config of a subject as a stack hands it on. */
export interface ConfigExample {
  readonly name: string;
  readonly config: object;
}

/** What the laws try a capability with. */
export interface CapabilityRig<Name extends CapabilityName = CapabilityName> {
  /** What a look may have seen. */
  observed(): Observed<unknown> | Promise<Observed<unknown>>;
  /** What each signal asks it to look at, in a deployment called `headroom` that has these subjects. */
  scopes(subjects: readonly string[]): Scopes;
  /** Null where nobody configures its subjects. */
  readonly example: Name extends ConfiguredCapability ? ConfigExample : null;
}

const files = await rigsOf<{ readonly rig: CapabilityRig }>('test/laws/capabilities', capabilityNames);
const rigs = new Map(files.map(([name, { rig }]) => [name, rig]));

/** What the laws try this capability with: a file of its name in `test/laws/capabilities`. */
export function rigOf<Name extends CapabilityName>(capability: Name): CapabilityRig<Name> {
  return rigs.get(capability) as CapabilityRig<Name>;
}
