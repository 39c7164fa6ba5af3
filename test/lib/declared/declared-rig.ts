import type { Construct } from 'constructs';
import type { DeploymentInput } from '../../../core/config.ts';
import { configuredCapabilities } from '../../../core/model/capability-name.ts';
import type { Headroom } from '../../../lib/index.ts';
import { rigsOf } from '../../laws/rigs-of.ts';

/** The same subjects of a capability twice: as a config file says them, and as the constructs make them. */
export interface DeclaredRig {
  readonly input: DeploymentInput;
  /** `imported` is where what a subject names is imported. */
  make(headroom: Headroom, imported: (subject: string) => Construct): void;
}

export const rigs = await rigsOf<{ readonly rig: DeclaredRig }>('test/lib/declared', configuredCapabilities);
