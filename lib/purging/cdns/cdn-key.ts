import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';

/** The key of a CDN outside AWS. */
export interface CdnKey {
  /** The secret that holds the API token; the purger reads it when it purges, and nobody else need. */
  readonly secret: ISecret;
  /**
   * The field of the secret's JSON that holds the token.
   * @default - the secret is the token
   */
  readonly secretField?: string;
}

/** What an adapter takes of a key. */
export function keyConfig({ secret, secretField }: CdnKey) {
  return { secretArn: secret.secretArn, secretField: secretField ?? null };
}

/** Lets the key be read: this secret alone, and its encryption key where it has one of its own, through Secrets Manager alone. */
export function mayReadKey({ secret }: CdnKey): PolicyStatement[] {
  // A secret that is known by its name has six unknown characters at the end of its ARN.
  const arn = secret.secretFullArn ?? `${secret.secretArn}-??????`;
  const read = new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [arn] });
  if (secret.encryptionKey === undefined) return [read];
  const through = { StringEquals: { 'kms:ViaService': `secretsmanager.${Aws.REGION}.amazonaws.com` } };
  const resources = [secret.encryptionKey.keyArn];
  return [read, new PolicyStatement({ actions: ['kms:Decrypt'], resources, conditions: through })];
}
