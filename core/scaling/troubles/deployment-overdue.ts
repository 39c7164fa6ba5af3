import { tell } from '../../model/reason.ts';
import { isDeploymentOverdue } from '../deploying.ts';
import type { FindTrouble } from './find.ts';

/** A deployment has been under way for longer than scale-in waits for one. */
export const deploymentOverdue: FindTrouble = ({ config, capacity, atMs }, { keep: { deployingSinceMs: sinceMs } }) => {
  if (sinceMs === undefined || !isDeploymentOverdue(config, sinceMs, atMs)) return null;
  const says = 'since {minutes} minutes {why}, and scale-in no longer waits for its end';
  const why = capacity.keepBecause === null ? 'a deployment is running' : tell(capacity.keepBecause);
  return { because: { says, minutes: Math.floor((atMs - sinceMs) / 60_000), why }, sinceMs };
};
