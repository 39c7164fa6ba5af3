import { Stack } from 'aws-cdk-lib';
import type { Policy, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { flatten } from './flatten.ts';

/** IAM takes this many characters of inline policies for a role, all of them together, blanks not counted. */
const mostCharacters = 10_240;
/** What the role's own policies take: logs, table, queue, observing. */
const ownCharacters = 2_150;
/** What a name that is given at deploy time is longer than its logical id: the stack's name and a random part. */
const generatedCharacters = 32;

/** The policies of a role that allow to change one thing each. It has room for about 33 of them. */
export class ExactGrants {
  private readonly policies: Policy[] = [];

  private readonly what: string;

  constructor(owner: IConstruct, what: 'scalables' | 'balances') {
    this.what = what;
    owner.node.addValidation({ validate: () => this.validate() });
  }

  add(policy: Policy): void {
    this.policies.push(policy);
  }

  private validate(): string[] {
    const characters = this.policies.reduce((sum, policy) => sum + length(policy, policy.document), ownCharacters);
    if (characters <= mostCharacters) return [];
    const says = `the exact grants of ${this.policies.length} ${this.what} take about ${characters} characters`;
    return [`${says}, and IAM takes ${mostCharacters} of inline policies for a role; give Headroom grantBy: 'tag'`];
  }
}

function length(scope: IConstruct, document: PolicyDocument): number {
  const text = flattened(Stack.of(scope).resolve(document));
  const references = text.match(/<(?!AWS::)[^<>]+>/g)?.length ?? 0;
  return text.length + references * generatedCharacters;
}

function flattened(value: unknown): string {
  const isPlain = (entries: readonly (readonly [string, unknown])[]) =>
    !entries.some(([key]) => key === 'Ref' || key.startsWith('Fn::'));
  return JSON.stringify(value, (_, inner: unknown) => {
    const entries = Object.entries(typeof inner === 'object' && inner !== null ? inner : {});
    return isPlain(entries) ? inner : flatten(inner);
  });
}
