import type { CacheLink } from '../../clients/cache/cache-link.ts';
import { reportKey, reportPlaces, type UseReport } from '../../clients/cache/use-reports.ts';
import { CommandError } from '../command-error.ts';

/** What processes have left at the server in the last minutes. Rejects with `CommandError` where none has. */
export async function readReports(link: CacheLink, name: string): Promise<readonly UseReport[]> {
  const keys = Array.from({ length: reportPlaces }, (_, place) => reportKey(name, place));
  const reports = (await link.read(keys)).flatMap((text) => (text === null ? [] : readReport(text)));
  if (reports.length > 0) return reports;
  throw new CommandError(
    `no process has told of the cache ${name}: they do each minute while they are asked, unless reportSeconds is 0; check the name`,
  );
}

function readReport(text: string): readonly UseReport[] {
  try {
    const report = JSON.parse(text) as UseReport;
    return report.schema === 1 ? [report] : [];
  } catch {
    return [];
  }
}
