import { ArnFormat, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type Construct, Dependable } from 'constructs';
import { capabilityNames } from '../../../core/model/capability-name.ts';
import { liveAlias } from '../../../core/model/live-alias.ts';
import type { BundledFunction } from '../bundled-function.ts';
import {
  DeploymentFunction,
  type DeploymentFunctionProps,
  type Rehearsed,
  type Rehearser,
} from '../deployment-function.ts';
import { SharedPolicy } from '../shared-policy.ts';
import { grantItems } from '../table-grant.ts';

const ofVersions = 'Versions of one function, which have numbers that only the deploy knows.';

/**
 * Tries each new version of a function in dry runs before its alias is moved to it, and fails the deploy with the function's own
 * error where it would fail.
 */
export class ReleaseRehearser extends DeploymentFunction implements Rehearser {
  private readonly deploymentName: string;

  constructor(scope: Construct, id: string, props: Omit<DeploymentFunctionProps, 'rehearser'>) {
    super(
      scope,
      id,
      { ...props, rehearser: null },
      {
        bundle: 'release-rehearser',
        functionName: null,
        description: 'Tries new versions of functions in dry runs before they serve',
        memoryMebibytes: 1024,
        timeout: Duration.seconds(290),
        // CloudFormation is answered at an address of S3.
        reaches: ['s3'],
        rehearsed: null,
      },
    );
    this.deploymentName = props.deploymentName;
    const configsAndEntries = capabilityNames.flatMap((name) => [`${name}/config`, `${name}#*`]);
    grantItems(props.table, this.role, ['Query'], configsAndEntries);
  }

  /** Lets it know of keyspaces and their moves too, which are in a table of their own. */
  knowKeyspaces(keyspaces: ITable): void {
    this.function.addEnvironment('HEADROOM_KEYSPACES_TABLE', keyspaces.tableName);
    grantItems(keyspaces, this.role, ['Query'], ['sharding/config', '*#active']);
  }

  rehearse(of: BundledFunction, { decides, asks, prefix, needs, event }: Rehearsed): void {
    const stack = Stack.of(of);
    // By name: the policy is shared by functions of which one may be what another waits for.
    const versions = stack.formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: `${of.functionName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const invoke = new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [versions] });
    const policy = SharedPolicy.of(stack, `${this.deploymentName}-rehearses`, this.role).allow([invoke], ofVersions);
    const rehearsal = new CustomResource(of, 'Rehearsal', {
      resourceType: 'Custom::HeadroomRehearsal',
      serviceToken: this.function.functionArn,
      serviceTimeout: Duration.minutes(5),
      properties: {
        functionName: of.function.functionName,
        version: of.function.currentVersion.version,
        alias: liveAlias,
        ...(decides !== undefined && { decides }),
        ...(asks !== undefined && { asks }),
        ...(prefix !== undefined && { prefix }),
        ...(needs !== undefined && { needs }),
        event: stack.toJsonString({ ...event, dryRun: true }),
      },
    });
    rehearsal.node.addDependency(policy, this, of.role, policiesOf(of));
    of.live.node.addDependency(rehearsal);
  }
}

/** What a function is allowed by policies of its own, those too that come later. */
function policiesOf(of: BundledFunction): Construct {
  const policies = { node: of.node } as unknown as Construct;
  Dependable.implement(policies, {
    get dependencyRoots() {
      return of.node.children.filter((child) => child instanceof Policy);
    },
  });
  return policies;
}
