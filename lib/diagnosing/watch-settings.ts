import type { Construct } from 'constructs';
import type { ServiceInput } from '../../core/diagnosing/config/watched-service.ts';

/** What is read of a service, and how. Every field without a default of its own has that of the config. */
export interface WatchProps extends Omit<ServiceInput, 'schema'> {
  /**
   * Where the grants and the config are made. They depend on Headroom and on what is read.
   * @default - the stack of the first thing that the readings name and that is made in this app; Headroom's own where there is none
   */
  readonly scope?: Construct;
}
