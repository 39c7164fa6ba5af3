import * as z from 'zod/mini';
import { place, targetName } from './any-kind/place.ts';

/** The readers of an Aurora cluster, by its name: instances that are not its writer. */
export const auroraReaders = z.strictObject({
  ...place,
  /** The name of the cluster. */
  dbClusterIdentifier: targetName(),
});
