import { type IRole, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** A secret by its whole ARN, and the KMS key of its own by which it may be read. */
export function secretNamed(scope: Construct, id: string, secretCompleteArn: string, keyArn: string | null): ISecret {
  const encryptionKey = keyArn === null ? undefined : Key.fromKeyArn(scope, `${id}Key`, keyArn);
  return Secret.fromSecretAttributes(scope, id, { secretCompleteArn, ...(encryptionKey && { encryptionKey }) });
}

/** A role of this account by its name; what it is granted becomes a policy of its own. */
export function roleNamed(scope: Construct, name: string): IRole {
  return Role.fromRoleName(scope, `Role-${name}`, name);
}
