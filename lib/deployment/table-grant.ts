import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CapabilityName } from '../../core/model/capability-name.ts';
import type { DeploymentFunctionProps } from './deployment-function.ts';

/** What is done with items. `Scan` is none of them: it has no leading keys, and the condition would let all of it through. */
type ItemAction = 'BatchGetItem' | 'ConditionCheckItem' | 'DeleteItem' | 'GetItem' | 'PutItem' | 'Query' | 'UpdateItem';

/** What the looks of a capability do in the ledger, with its memories, entries and settings. */
export const lookActions = ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'] as const;

/**
 * Allows actions on items whose partition key is one of these, `*` standing for any text. All keys of one request must match
 * one and the same statement: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html.
 */
export function grantItems(
  { tableArn }: ITable,
  { grantPrincipal }: IGrantable,
  actions: readonly ItemAction[],
  partitions: readonly string[],
): void {
  grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [tableArn],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...partitions] } },
    }),
  );
}

/** The partitions of a capability: of its subjects, or of those of one name, and what it keeps of all. */
export const partitionsOf = (capability: CapabilityName, subject = '*'): readonly string[] => [
  `${capability}#${subject}`,
  `${capability}/*`,
];

/** Lets a function read whether all acting is stopped, and what time it is where time is virtual. */
export function grantSwitch({ table, virtualTime }: DeploymentFunctionProps, role: IGrantable): void {
  grantItems(table, role, ['GetItem'], virtualTime ? ['switch', 'clock'] : ['switch']);
}
