import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Where the pages are that tell what to do at an alarm. */
export interface Runbooks {
  readonly deploymentName: string;
  /** Their address, which ends with "/". */
  readonly runbooks: string;
}

/** In the folder of an app that has installed Headroom. */
export const packagedRunbooks = 'node_modules/headroom-aws/docs/runbooks/';

interface Text {
  /** What it means and what to do. */
  readonly means: string;
  /** The function whose log tells more; with a `*` in its name, each of these. */
  readonly logOf: string;
  /** The name of the page. */
  readonly runbook: string;
}

/** What an alarm says to whom it wakes: what it means, where the log is, and, at its end, the address of its runbook. */
export function alarmText(scope: IConstruct, { runbooks }: Runbooks, { means, logOf, runbook }: Text): string {
  const log = logOf.includes('*') ? `of the functions ${logOf}.` : logAddress(scope, logOf);
  return `${means}. Log: ${log} Runbook: ${runbooks}${runbook}.md`;
}

/** Where the console shows a function's log. */
function logAddress(scope: IConstruct, functionName: string): string {
  const { region } = Stack.of(scope);
  return `https://${region}.console.aws.amazon.com/lambda/home?region=${region}#/functions/${functionName}?tab=monitoring`;
}
