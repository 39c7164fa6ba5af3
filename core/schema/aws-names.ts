import * as z from 'zod/mini';

/** How things of AWS are called that a config names, each with an example of what is meant. */
const named = (pattern: RegExp, example: string) => z.string().check(z.regex(pattern, `not accepted; give ${example}`));

export const kmsKeyArn = () =>
  named(
    /^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
    'the ARN of a KMS key, arn:aws:kms:<region>:<account>:key/<id>',
  );

/** With the six characters that Secrets Manager puts at its end: without them a grant would name no secret that there is. */
export const secretArn = () =>
  named(
    /^arn:aws[\w-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+-[A-Za-z0-9]{6}$/,
    'the whole ARN of a secret, with the six characters at its end, as "aws secretsmanager describe-secret" prints it',
  );

export const vpcId = () => named(/^vpc-[0-9a-f]+$/, 'the id of a VPC, vpc-<id>');
export const subnetId = () => named(/^subnet-[0-9a-f]+$/, 'the id of a subnet, subnet-<id>');
export const securityGroupId = () => named(/^sg-[0-9a-f]+$/, 'the id of a security group, sg-<id>');

/** Where a security group lets traffic out to: a security group, a prefix list, or addresses. */
export const peer = () =>
  named(
    /^(sg-[0-9a-f]+|pl-[0-9a-f]+|[0-9.]+\/\d{1,2}|[0-9a-f:]*:[0-9a-f:]*\/\d{1,3})$/,
    'a security group (sg-<id>), a prefix list (pl-<id>) or addresses such as 10.0.0.0/16',
  );

/**
 * A role by its name. One that IAM Identity Center makes is changed by that alone:
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html
 */
export const roleName = () =>
  named(
    /^(?!AWSReservedSSO_)[\w+=,.@-]{1,64}$/,
    'the name of a role of this account; one of IAM Identity Center is granted to by its permission set',
  );
