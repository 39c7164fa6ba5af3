import { Stack, Validations } from 'aws-cdk-lib';
import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { flatten } from './flatten.ts';

/**
 * Tells cdk-nag why a policy names resources with a wildcard. Its findings carry the whole resource as text, which is known
 * only once references between stacks are resolved, hence the detour over validation: it runs then, and finds no fault.
 */
export function acknowledgeWildcards(policy: IConstruct, document: PolicyDocument, reason: string): void {
  policy.node.addValidation({
    validate() {
      for (const resource of wildcardResources(policy, document)) {
        Validations.of(policy).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
      }
      return [];
    },
  });
}

function wildcardResources(scope: IConstruct, document: PolicyDocument): readonly string[] {
  const resolved = Stack.of(scope).resolve(document) as
    | { readonly Statement?: readonly { readonly Resource?: unknown }[] }
    | undefined;
  const resources = (resolved?.Statement ?? []).flatMap(({ Resource }) =>
    Array.isArray(Resource) ? Resource : [Resource],
  );
  return [...new Set(resources.map(flatten))].filter((resource) => resource.includes('*'));
}
