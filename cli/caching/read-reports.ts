import type { CacheLink } from '../../clients/cache/cache-link.ts';
import { readReports as readLeft } from '../../clients/cache/read-reports.ts';
import type { UseReport } from '../../core/caching/use-report.ts';
import { CommandError } from '../command-error.ts';

/** What processes have left at the server in the last minutes. Rejects with `CommandError` where none has. */
export async function readReports(link: CacheLink, name: string): Promise<readonly UseReport[]> {
  const reports = (await readLeft(link, name)).map(({ report }) => report);
  if (reports.length > 0) return reports;
  throw new CommandError(
    `no process has reported the cache ${name}: processes report each minute while they are asked, unless reportSeconds is 0; check the name`,
  );
}
