import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { BundledFunction } from '../bundled-function.ts';
import { TestEvents } from '../test-events.ts';

interface TestEventWriterProps {
  readonly deploymentName: string;
  readonly logRetention: RetentionDays;
}

/** The schema registry in which the Lambda console keeps the test events that are shared in an account. */
const registry = 'lambda-testevent-schemas';

/** The functions that a deployment has one of, and whose test events it may write in any case. */
const bundles = ['resource-allocator', 'policy-tuner', 'load-balancer', 'cdn-purger'];

/** Puts shareable test events into the Lambda console's Test tab at deploy time. */
export class TestEventWriter extends BundledFunction {
  constructor(scope: Construct, id: string, { deploymentName, logRetention }: TestEventWriterProps) {
    super(scope, id, {
      bundle: 'test-event-writer',
      functionName: `${deploymentName}-test-event-writer`,
      description: "Writes shareable test events for the Lambda console; keeps people's own",
      timeout: Duration.seconds(60),
      logRetention,
    });
    const registries = [this.eventSchemasArn('registry', registry)];
    new Policy(this, 'WriteTestEvents', {
      roles: [this.role],
      statements: [
        new PolicyStatement({ actions: ['schemas:CreateRegistry', 'schemas:CreateSchema'], resources: registries }),
        this.onSchemas(bundles.map((bundle) => `${deploymentName}-${bundle}`)),
      ],
    });
  }

  /** Writes those of one function. */
  offer(scope: Construct, id: string, of: BundledFunction): TestEvents {
    return new TestEvents(scope, id, { writer: this, of });
  }

  /** Lets it write those of functions that are made elsewhere, too. */
  mayWriteFor(scope: Construct, id: string, functionNames: readonly string[]): Policy {
    return new Policy(scope, id, { roles: [this.role], statements: [this.onSchemas(functionNames)] });
  }

  private onSchemas(functionNames: readonly string[]): PolicyStatement {
    const resources = functionNames.map((name) => this.eventSchemasArn('schema', `${registry}/_${name}-schema`));
    const actions = ['schemas:CreateSchema', 'schemas:DescribeSchema', 'schemas:UpdateSchema', 'schemas:DeleteSchema'];
    return new PolicyStatement({ actions, resources });
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
