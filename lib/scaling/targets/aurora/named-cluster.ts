import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { CfnDBCluster, IDatabaseCluster } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { resourcesOfType } from '../../../deployment/resources-named.ts';
import type { NamedPlace } from '../own-place.ts';

/** An Aurora cluster that is known by its name alone. */
export interface NamedDbCluster extends NamedPlace {
  readonly dbClusterIdentifier: string;
}

/** A cluster as targets know it. */
interface KnownCluster {
  readonly named: NamedDbCluster;
  /** What the app makes it by; null where it is known by name alone. */
  readonly resource: CfnDBCluster | null;
}

export function knownCluster(cluster: IDatabaseCluster | NamedDbCluster): KnownCluster {
  if (!Construct.isConstruct(cluster)) return { named: cluster as NamedDbCluster, resource: null };
  const made = cluster as IDatabaseCluster;
  const [resource = null] = resourcesOfType<CfnDBCluster>(made, 'AWS::RDS::DBCluster');
  return { named: { dbClusterIdentifier: made.clusterIdentifier }, resource };
}

export const clusterArn = (scope: Construct, name: string) => rdsArn(scope, 'cluster', name);
export const instanceArn = (scope: Construct, name: string) => rdsArn(scope, 'db', name);

function rdsArn(scope: Construct, resource: string, resourceName: string): string {
  return Stack.of(scope).formatArn({
    service: 'rds',
    resource,
    resourceName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
