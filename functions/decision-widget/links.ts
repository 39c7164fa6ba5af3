import { lookedAtBy } from '../../core/standing/looked-at-by.ts';
import type { Present } from '../../core/standing/present.ts';

/** Where the deployment is. */
export interface Place {
  readonly deployment: string;
  readonly region: string;
  /** Where its runbooks are, an address that ends with "/"; null where they are in the package alone. */
  readonly runbooks: string | null;
}

export interface Link {
  readonly says: string;
  readonly to: string;
}

/** Where more is told of a subject: the log of its looks, what it is about in the console, and what to do. */
export function linksOf(row: Present, { deployment, region, runbooks }: Place): readonly Link[] {
  const name = lookedAtBy(deployment, row);
  const log = `https://${region}.console.aws.amazon.com/lambda/home?region=${region}#/functions/${name}?tab=monitoring`;
  return [
    ...(name === null ? [] : [{ says: 'log', to: log }]),
    ...(row.console === null ? [] : [{ says: 'group', to: row.console }]),
    ...(runbooks === null ? [] : [{ says: 'runbook', to: `${runbooks}${runbookOf(row)}` }]),
  ];
}

/** The page for how a row stands. */
function runbookOf({ troubles, held }: Present): string {
  if (troubles.length > 0) return 'a-subject-in-trouble.md';
  return held.length > 0 ? 'a-subject-that-is-held.md' : 'README.md';
}
