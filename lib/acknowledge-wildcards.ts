import { Stack, Validations } from 'aws-cdk-lib';
import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { flatten } from './flatten.ts';

/** Why there are wildcards in the resources of a policy. */
export interface WildcardReason {
  /**
   * Which resources it tells of: those with this text in them; `*` means the resource `*` itself.
   * @default - all
   */
  readonly in?: string;
  readonly reason: string;
}

/**
 * Tells cdk-nag why a policy names resources with a wildcard. Its findings carry the whole resource as text, which is known
 * only once references between stacks are resolved, hence the detour over validation: it runs then, and finds no fault.
 */
export function acknowledgeWildcards(
  policy: IConstruct,
  document: PolicyDocument,
  reasons: readonly WildcardReason[],
): void {
  policy.node.addValidation({
    validate() {
      for (const resource of wildcardResources(policy, document)) {
        const known = reasons.find((wildcard) =>
          wildcard.in === '*' ? resource === '*' : resource.includes(wildcard.in ?? ''),
        );
        if (known === undefined) continue;
        Validations.of(policy).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason: known.reason });
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
