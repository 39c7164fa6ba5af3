/** The account in an ARN; null where there is none. It is for comparing, never for logs or entries. */
export function accountOf(arn: string | undefined): string | null {
  return arn?.split(':')[4] || null;
}
