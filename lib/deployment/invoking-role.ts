import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/**
 * A role by which a service invokes one function as it is, none of its versions, and whatever else is said. What constructs
 * would add by themselves is left out: they allow every version.
 */
export function invokingRole(
  scope: Construct,
  id: string,
  { service, of, more = null }: { service: string; of: IFunction; more?: PolicyDocument | null },
): Role {
  const invoke = new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [of.functionArn] });
  return new Role(scope, id, {
    assumedBy: new ServicePrincipal(service),
    inlinePolicies: { invoke: new PolicyDocument({ statements: [invoke] }), ...(more !== null && { more }) },
  });
}
