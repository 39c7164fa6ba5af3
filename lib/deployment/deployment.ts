import { Annotations } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { parseDeploymentName } from '../../core/config.ts';
import { parseSinks, type SinkConfig } from '../../core/sinks/sink-kinds.ts';
import type { DeploymentFunctionProps } from './deployment-function.ts';
import { ConfigWriter } from './functions/config-writer.ts';
import { ReleaseRehearser } from './functions/release-rehearser.ts';
import { TestEventWriter } from './functions/test-event-writer.ts';
import type { GrantBy } from './grant-by.ts';
import type { HeadroomProps } from './headroom-props.ts';
import { type KeptTableProps, LedgerTable } from './kept-table.ts';
import { warnOfMissingEndpoints } from './missing-endpoints.ts';
import { type NetworkProps, networkOf } from './network.ts';
import { oneNameEach } from './one-name-each.ts';
import type { Told } from './own-alarm.ts';
import { refuseRegion } from './refuse-elsewhere.ts';
import { overfullRoles } from './role-room.ts';
import { packagedRunbooks } from './runbooks.ts';

/**
 * What all capabilities of a deployment share: the ledger, what their functions are made with, and those who write for
 * them, each made when it is first asked for. Capabilities depend on it, never the other way round.
 */
export class Deployment {
  readonly construct: Construct;
  /** What every function is made with. */
  readonly every: DeploymentFunctionProps;
  /** Tries new versions of functions before they serve. */
  readonly rehearser: ReleaseRehearser;
  /** Where its functions stand, as it was said. */
  readonly placed: NetworkProps;
  /** What becomes of its tables. */
  readonly kept: KeptTableProps;
  readonly grantBy: GrantBy;
  /** Who is told by the alarms on Headroom itself. */
  readonly told: Told;
  /** Where the numbers of decisions are sent. */
  readonly sinks: readonly SinkConfig[];
  private readonly hasTestEvents: boolean;
  private madeConfigWriter: ConfigWriter | null = null;
  private madeTestEventWriter: TestEventWriter | null = null;

  /** Throws `InvalidInput` where the name of the deployment is none, or a sink is. */
  constructor(construct: Construct, props: HeadroomProps) {
    const { local = false, logRetention = RetentionDays.ONE_MONTH, removalPolicy, encryptionKey } = props;
    const deploymentName = parseDeploymentName(props.deploymentName);
    if (encryptionKey !== undefined) refuseRegion('encryptionKey', encryptionKey.env.region, construct);
    this.construct = construct;
    this.kept = { removalPolicy, encryptionKey };
    const table = new LedgerTable(construct, 'Table', this.kept);
    const { vpc, vpcSubnets, securityGroups, awsPeer, dynamoDbPeer, s3Peer } = props;
    this.placed = { vpc, vpcSubnets, securityGroups, awsPeer, dynamoDbPeer };
    const standing = { description: `Functions of ${deploymentName}`, gateways: { s3Peer } };
    const network = networkOf(construct, this.placed, standing);
    const alone = { deploymentName, table, logRetention, virtualTime: local, network };
    this.rehearser = new ReleaseRehearser(construct, 'ReleaseRehearser', alone);
    this.every = { ...alone, rehearser: this.rehearser };
    this.grantBy = props.grantBy ?? 'name';
    this.sinks = parseSinks(props.sinks);
    this.told = { deploymentName, actions: props.alarmActions ?? [], runbooks: runbooksAt(props.runbooks) };
    if (this.told.actions.length === 0 && !local) warnOfSilence(construct);
    construct.node.addValidation({ validate: oneNameEach(construct, deploymentName) });
    construct.node.addValidation({
      validate: () => {
        warnOfMissingEndpoints(construct);
        return [...overfullRoles(construct.node.root)];
      },
    });
    this.hasTestEvents = props.testEvents ?? !local;
  }

  get configWriter(): ConfigWriter {
    this.madeConfigWriter ??= new ConfigWriter(this.construct, 'ConfigWriter', this.every);
    return this.madeConfigWriter;
  }

  /** Null where the console gets no test events. */
  get testEventWriter(): TestEventWriter | null {
    if (!this.hasTestEvents) return null;
    this.madeTestEventWriter ??= new TestEventWriter(this.construct, 'TestEventWriter', this.every);
    return this.madeTestEventWriter;
  }
}

function runbooksAt(address: string = packagedRunbooks): string {
  return address.endsWith('/') ? address : `${address}/`;
}

/** Alarms that do nothing are found by whoever looks at the dashboard, which at three in the morning is nobody. */
function warnOfSilence(construct: Construct): void {
  Annotations.of(construct).addWarningV2(
    'headroom:nobody-is-told',
    'the alarms on Headroom itself have no action, so that nobody is told when it fails; give alarmActions, e.g. [new SnsAction(topic)]',
  );
}
