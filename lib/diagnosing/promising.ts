import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Severity } from '../../core/alerting/burn-rates.ts';
import type { WatchedObjective } from '../../core/diagnosing/config/watched-objective.ts';
import { placeMark } from '../deployment/place-mark.ts';
import { alarmText, type Runbooks } from '../deployment/runbooks.ts';

/** A service that promises something, and whom the alarms on that call. */
export interface Promising {
  readonly service: string;
  readonly objective: WatchedObjective;
  /** What whoever is called should read first; null where nobody wrote anything. */
  readonly runbook: string | null;
  readonly runbooks: Runbooks;
  readonly topics: Readonly<Record<Severity, ITopic>>;
}

interface Said {
  /** What the names of such alarms begin with. */
  readonly prefix: (deployment: string) => string;
  readonly which: string;
  readonly means: string;
  /** The page of the runbooks. */
  readonly page: string;
}

/** The name of an alarm on a promise, with a mark of its place, and its text. */
export function alertText(
  scope: Construct,
  { service, runbook, runbooks }: Pick<Promising, 'service' | 'runbook' | 'runbooks'>,
  { prefix, which, means, page }: Said,
) {
  const name = `${prefix(runbooks.deploymentName)}${service}:${which}:${placeMark(scope)}`;
  const told = runbook === null ? means : `${means}. Your own page: ${runbook}`;
  const logOf = `${runbooks.deploymentName}-performance-metrics`;
  const alarmDescription = alarmText(scope, runbooks, { means: told, logOf, runbook: page });
  return { alarmName: name, compositeAlarmName: name, alarmDescription };
}
