import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** What a role is assumed for, by the service; more is said where a name is known. */
const assumedFor = {
  // A schedule is not told, its group is: https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
  scheduler: { service: 'scheduler', resource: 'schedule-group', resourceName: 'default' },
  states: { service: 'states', resource: 'stateMachine', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME },
  events: { service: 'events', resource: 'rule', resourceName: '*' },
} as const;

/** A service that works for this account, for nobody else's, and for what of it does what the role is for. */
export function ownService(
  scope: Construct,
  service: keyof typeof assumedFor,
  resourceName: string = assumedFor[service].resourceName,
): ServicePrincipal {
  const stack = Stack.of(scope);
  const conditions = {
    StringEquals: { 'aws:SourceAccount': stack.account },
    ArnLike: { 'aws:SourceArn': stack.formatArn({ ...assumedFor[service], resourceName }) },
  };
  return new ServicePrincipal(`${service}.amazonaws.com`, { conditions });
}

interface Invoking {
  readonly service: keyof typeof assumedFor;
  /** What the service invokes. */
  readonly of: IFunction;
  /** What of the service does so, where its name is known. */
  readonly by?: string;
  readonly more?: PolicyDocument | null;
}

/**
 * A role by which a service invokes one function as it is, none of its versions, and whatever else is said. What constructs
 * would add by themselves is left out: they allow every version.
 */
export function invokingRole(scope: Construct, id: string, { service, of, by, more = null }: Invoking): Role {
  const invoke = new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [of.functionArn] });
  return new Role(scope, id, {
    assumedBy: ownService(scope, service, by),
    inlinePolicies: { invoke: new PolicyDocument({ statements: [invoke] }), ...(more !== null && { more }) },
  });
}
