import { Aws } from 'aws-cdk-lib';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { InvalidInput } from '../../core/model/errors.ts';
import type { ReadPermission } from './source-construct.ts';

/** What a part says of a secret. Throws `InvalidInput` where only a piece of its ARN is known, since a grant by it would be of others too. */
export function secretConfig({ secretFullArn, encryptionKey }: ISecret) {
  if (secretFullArn === undefined) {
    const next = 'import it by Secret.fromSecretCompleteArn, with the six characters at its end';
    throw new InvalidInput('secret', `only a part of its ARN is known, so it cannot be granted by itself; ${next}`);
  }
  return { secretArn: secretFullArn, encryptionKeyArn: encryptionKey?.keyArn ?? null };
}

interface Kept {
  readonly secretArn: string;
  readonly encryptionKeyArn: string | null;
}

/** This secret alone, and its encryption key where it has one of its own, through Secrets Manager alone. */
export function secretPermissions({ secretArn, encryptionKeyArn }: Kept): readonly ReadPermission[] {
  const read = { actions: ['secretsmanager:GetSecretValue'], resourceArn: secretArn };
  if (encryptionKeyArn === null) return [read];
  const conditions = { StringEquals: { 'kms:ViaService': `secretsmanager.${Aws.REGION}.amazonaws.com` } };
  return [read, { actions: ['kms:Decrypt'], resourceArn: encryptionKeyArn, conditions }];
}
