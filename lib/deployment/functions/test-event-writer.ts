import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from '../acknowledge-wildcards.ts';
import { BundledFunction } from '../bundled-function.ts';
import type { FunctionNetwork } from '../network.ts';
import { TestEvents } from '../test-events.ts';

interface TestEventWriterProps {
  readonly deploymentName: string;
  readonly logRetention: RetentionDays;
  readonly network: FunctionNetwork | null;
}

/** The schema registry in which the Lambda console keeps the test events that are shared in an account. */
const registry = 'lambda-testevent-schemas';

const onSchemas = ['schemas:CreateSchema', 'schemas:DescribeSchema', 'schemas:UpdateSchema', 'schemas:DeleteSchema'];

/** Puts shareable test events into the Lambda console's Test tab at deploy time. */
export class TestEventWriter extends BundledFunction {
  constructor(scope: Construct, id: string, { deploymentName, logRetention, network }: TestEventWriterProps) {
    super(scope, id, {
      bundle: 'test-event-writer',
      functionName: null,
      // CloudFormation is answered at an address of S3.
      reaches: ['s3'],
      description: "Writes shareable test events for the Lambda console; keeps people's own",
      timeout: Duration.seconds(60),
      logRetention,
      network,
    });
    const registries = [this.eventSchemasArn('registry', registry)];
    // By what all names of its functions begin with: a keyspace more takes no room of the role.
    const schemas = [this.eventSchemasArn('schema', `${registry}/_${deploymentName}-*`)];
    const policy = new Policy(this, 'WriteTestEvents', {
      roles: [this.role],
      statements: [
        new PolicyStatement({ actions: ['schemas:CreateRegistry'], resources: registries }),
        new PolicyStatement({ actions: onSchemas, resources: schemas }),
      ],
    });
    const reason = 'Schemas of test events of functions whose names begin with that of this deployment, and no others.';
    acknowledgeWildcards(policy, policy.document, reason);
  }

  /** Writes those of one function. */
  offer(scope: Construct, id: string, of: BundledFunction): TestEvents {
    return new TestEvents(scope, id, { writer: this, of });
  }

  private eventSchemasArn(resource: string, resourceName: string): string {
    return Stack.of(this).formatArn({
      service: 'schemas',
      resource,
      resourceName,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
  }
}
