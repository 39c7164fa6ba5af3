import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/**
 * The topic that alarms act on. Enforcing TLS replaces a topic's default policy, so CloudWatch and EventBridge are let in
 * by name, for this account alone. It has no key: neither service can use the key `aws/sns`.
 */
export class WakeTopic extends Topic {
  constructor(scope: Construct, id: string, deploymentName: string) {
    super(scope, id, { displayName: `${deploymentName} alarms`, enforceSSL: true });
    for (const service of ['cloudwatch', 'events']) this.letPublish(service);
  }

  private letPublish(service: string): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: `Allow-${service}`,
        principals: [new ServicePrincipal(`${service}.amazonaws.com`)],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }
}
