import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Deployment } from '../deployment/deployment.ts';
import type { ConfigWriter } from '../deployment/functions/config-writer.ts';
import type { FunctionNetwork, NetworkProps } from '../deployment/network.ts';
import { IndexAdvisor } from './functions/index-advisor.ts';
import { IndexAlarms } from './index-alarms.ts';
import { indexGraphs } from './index-graphs.ts';
import { IndexTicks } from './index-ticks.ts';

/** What all databases of a deployment share; made with the first of them, so that whoever has none pays for none. */
export class IndexingDeployment extends Construct {
  readonly deploymentName: string;
  /** The role that looks. */
  readonly role: IRole;
  /** Where it stands; null for outside of any network of the account. */
  readonly network: FunctionNetwork | null;
  /** The same as it was said. */
  readonly placed: NetworkProps;
  readonly configWriter: ConfigWriter;
  /** How advising itself is. */
  readonly widgets: readonly IWidget[];

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    const { every, placed, configWriter, testEventWriter, told } = deployment;
    const advisor = new IndexAdvisor(this, 'IndexAdvisor', every);
    new IndexTicks(this, 'Tick', advisor.live);
    new IndexAlarms(this, 'Alarms', { advisor: advisor.live, told });
    testEventWriter?.offer(this, 'TestEvents', advisor);
    this.deploymentName = every.deploymentName;
    this.role = advisor.role;
    this.network = every.network;
    this.placed = placed;
    this.configWriter = configWriter;
    this.widgets = indexGraphs(every.deploymentName);
  }
}
