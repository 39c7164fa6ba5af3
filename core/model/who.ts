/**
 * Whom an ARN of AWS names, without their account, which belongs in no entry: `user/alice`, `assumed-role/Admin/alice`,
 * `root`. A text that is not an ARN, which somebody has typed by hand, stays as it is.
 */
export function whoOf(arn: string): string {
  return /^arn:[\w-]+:(?:iam|sts)::\d*:(.+)$/.exec(arn)?.[1] ?? arn;
}
