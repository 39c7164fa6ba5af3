import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic, type TopicProps } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/**
 * A topic that alarms act on. Enforcing TLS replaces a topic's default policy, so services of AWS are let in by name, for this
 * account alone. It has no key: CloudWatch and EventBridge cannot use the key `aws/sns`.
 */
export class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string, props: TopicProps, services: readonly string[] = ['cloudwatch']) {
    super(scope, id, { ...props, enforceSSL: true });
    for (const service of services) this.letPublish(service);
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
