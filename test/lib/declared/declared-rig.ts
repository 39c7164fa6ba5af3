import type { Construct } from 'constructs';
import type { DeploymentInput } from '../../../core/config.ts';
import { declaredRooms } from '../../../core/model/declared-rooms.ts';
import type { Headroom } from '../../../lib/index.ts';
import { rigsOf } from '../../laws/rigs-of.ts';

/** The same subjects of a section twice: as a config file says them, and as the constructs make them. */
export interface DeclaredRig {
  readonly input: DeploymentInput;
  /** `imported` is where what a subject names is imported. */
  make(headroom: Headroom, imported: (subject: string) => Construct): void;
}

export const rigs = await rigsOf<{ readonly rig: DeclaredRig }>('test/lib/declared', declaredRooms);
