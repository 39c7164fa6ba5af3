import type { CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { counted } from '../../core/model/counted.ts';
import { deployedText } from './deployed-text.ts';
import { resourcesNamed, resourcesOfType } from './resources-named.ts';

/** IAM takes this many characters of inline policies for a role, all of them together, blanks not counted. */
const mostCharacters = 10_240;

/** What the inline policies of each role of an app come to once they are deployed. */
export function inlineCharacters(app: IConstruct): ReadonlyMap<CfnRole, number> {
  const counted = new Map<CfnRole, number>();
  const count = (role: CfnRole, scope: IConstruct, document: unknown) =>
    counted.set(role, (counted.get(role) ?? 0) + charactersOf(document, scope));
  for (const role of resourcesOfType<CfnRole>(app, 'AWS::IAM::Role')) count(role, role, documentsOf(role));
  for (const policy of resourcesOfType<CfnPolicy>(app, 'AWS::IAM::Policy')) {
    for (const role of resourcesNamed(policy.roles, policy)) {
      if (counted.has(role as CfnRole)) count(role as CfnRole, policy, policy.policyDocument);
    }
  }
  return counted;
}

/** What fails at the deploy of roles that are allowed more than IAM takes, each with its fix. */
export function overfullRoles(app: IConstruct): readonly string[] {
  return [...inlineCharacters(app)]
    .filter(([, characters]) => characters > mostCharacters)
    .map(([{ node }, characters]) => {
      const says = `${node.path} has so many permissions that its inline policies take about ${counted(characters, 'character')}`;
      return `${says}, and IAM takes ${mostCharacters} for a role; ${remedy}`;
    });
}

const remedy =
  "give Headroom grantBy: 'tag' where it scales, balances or purges, and another role, or another deployment, a part of it where that is not enough";

function documentsOf({ policies }: CfnRole): unknown {
  return policies ?? [];
}

/** Blanks stand in no policy but within texts, where IAM does not count them either. */
function charactersOf(document: unknown, scope: IConstruct): number {
  return deployedText(document, scope).replaceAll(/\s/g, '').length;
}
