import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** What the role is assumed for: the ARN of it, or what such ARNs begin with before a `*`. */
const assumedFor = {
  // A schedule is not told, its group is: https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
  scheduler: { service: 'scheduler', resource: 'schedule-group', resourceName: 'default' },
  // CloudFormation names the machine, which names the role: the two would be a ring.
  states: { service: 'states', resource: 'stateMachine', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME },
  events: { service: 'events', resource: 'rule', resourceName: '*' },
} as const;

/** A service that works for this account, for nobody else's, and for what of it does what the role is for. */
export function ownService(scope: Construct, service: keyof typeof assumedFor): ServicePrincipal {
  const stack = Stack.of(scope);
  const conditions = {
    StringEquals: { 'aws:SourceAccount': stack.account },
    ArnLike: { 'aws:SourceArn': stack.formatArn(assumedFor[service]) },
  };
  return new ServicePrincipal(`${service}.amazonaws.com`, { conditions });
}

/**
 * A role by which a service invokes one function as it is, none of its versions, and whatever else is said. What constructs
 * would add by themselves is left out: they allow every version.
 */
export function invokingRole(
  scope: Construct,
  id: string,
  { service, of, more = null }: { service: keyof typeof assumedFor; of: IFunction; more?: PolicyDocument | null },
): Role {
  const invoke = new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [of.functionArn] });
  return new Role(scope, id, {
    assumedBy: ownService(scope, service),
    inlinePolicies: { invoke: new PolicyDocument({ statements: [invoke] }), ...(more !== null && { more }) },
  });
}
