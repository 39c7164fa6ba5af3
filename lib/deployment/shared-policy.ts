import type { Stack } from 'aws-cdk-lib';
import { type IRole, Policy, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { acknowledgeWildcards } from './acknowledge-wildcards.ts';

/**
 * What a role is allowed by one stack, in one policy: statements that differ in their resources alone are one. IAM counts the
 * characters of all policies of a role together, so a subject more takes the room of its ARN, and not that of a statement.
 */
export class SharedPolicy extends Policy {
  private readonly told = new Set<string>();
  private readonly shared: PolicyStatement[] = [];

  private constructor(stack: Stack, id: string, role: IRole) {
    // Of its stack: a role has one policy of a name, and what another stack writes by the same name takes its place.
    super(stack, id, { roles: [role], policyName: `${id}-${stack.node.addr.slice(-8)}` });
  }

  /** The policy of a stack, made when it is first asked for. */
  static of(stack: Stack, id: string, role: IRole): SharedPolicy {
    const known = stack.node.tryFindChild(id);
    return known instanceof SharedPolicy ? known : new SharedPolicy(stack, id, role);
  }

  /** `wildcard` says why a resource has a wildcard in it. */
  allow(statements: readonly PolicyStatement[], wildcard: string | null = null): this {
    for (const statement of statements) {
      const like = this.shared.find((one) => sortOf(one) === sortOf(statement));
      if (like !== undefined) {
        like.addResources(...statement.resources);
        continue;
      }
      const mine = statement.copy();
      this.shared.push(mine);
      this.addStatements(mine);
    }
    if (wildcard !== null && !this.told.has(wildcard)) {
      this.told.add(wildcard);
      acknowledgeWildcards(this, this.document, wildcard);
    }
    return this;
  }
}

const sortOf = ({ actions, conditions }: PolicyStatement) => JSON.stringify([actions, conditions]);
