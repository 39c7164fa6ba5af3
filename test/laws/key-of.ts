import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** The key that a config names. */
export function keyOf(scope: Construct, { secretArn, secretField }: { secretArn: string; secretField: string | null }) {
  const secret = Secret.fromSecretCompleteArn(scope, 'Key', secretArn);
  return { secret, ...(secretField !== null && { secretField }) };
}
