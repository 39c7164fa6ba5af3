import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRole, Policy } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Deployment } from '../deployment/deployment.ts';
import type { ConfigWriter } from '../deployment/functions/config-writer.ts';
import type { GrantBy } from '../deployment/grant-by.ts';
import type { FunctionNetwork } from '../deployment/network.ts';
import type { Runbooks } from '../deployment/runbooks.ts';
import { TickSchedule } from '../deployment/tick-schedule.ts';
import { ResourceAllocator } from './functions/resource-allocator.ts';
import { SelfAlarms } from './self-alarms.ts';
import { Tuning } from './tuning.ts';
import { WayIn } from './way-in.ts';

/**
 * What all scalables of a deployment share. Every deployment has it, and its parts are children of the deployment's own
 * construct: their logical ids, which must never change, come from there.
 */
export class ScalingDeployment {
  readonly construct: Construct;
  readonly deploymentName: string;
  readonly wayIn: WayIn;
  readonly topic: ITopic;
  readonly queue: IQueue;
  readonly allocator: IFunction;
  /** The role that scales. */
  readonly role: IRole;
  /** The role that chooses at night how tuned policies ask. */
  readonly tunerRole: IRole;
  readonly configWriter: ConfigWriter;
  readonly grantBy: GrantBy;
  /** Where the function that scales stands; null for outside of any network of the account. */
  readonly network: FunctionNetwork | null;
  /** Where it stands what to do at an alarm. */
  readonly runbooks: Runbooks;
  readonly alarms: readonly Alarm[];
  private readonly resourceAllocator: ResourceAllocator;

  constructor(deployment: Deployment) {
    const { construct, every, grantBy, told } = deployment;
    const { deploymentName } = every;
    const wayIn = new WayIn(construct, 'WayIn', { deploymentName, functionTimeout: ResourceAllocator.timeout });
    const { topic, queue, deadLetters } = wayIn;
    const { sinks } = deployment;
    const props = { ...every, queue, deadLetters, sinks };
    const resourceAllocator = new ResourceAllocator(construct, 'ResourceAllocator', props);
    const { live: allocator, role } = resourceAllocator;
    this.configWriter = deployment.configWriter;
    new TickSchedule(construct, 'Tick', queue);
    const tuning = new Tuning(construct, 'Tuning', every);
    deployment.testEventWriter?.offer(construct, 'TestEvents', resourceAllocator);
    deployment.testEventWriter?.offer(construct, 'TestEvents-policy-tuner', tuning.tuner);
    const watched = { deploymentName, allocator, wayIn, tuning, told, sends: sinks.length > 0 };
    this.alarms = new SelfAlarms(construct, 'Alarms', watched).alarms;
    this.runbooks = told;
    this.resourceAllocator = resourceAllocator;
    this.construct = construct;
    this.deploymentName = deploymentName;
    this.wayIn = wayIn;
    this.topic = topic;
    this.queue = queue;
    this.allocator = allocator;
    this.role = role;
    this.tunerRole = tuning.tuner.role;
    this.grantBy = grantBy;
    this.network = every.network;
  }

  /** Lets the role that scales read what has no resource to narrow it to. Answers with the policy. */
  mayRead(actions: readonly string[]): Policy {
    return this.resourceAllocator.mayRead(actions);
  }
}
