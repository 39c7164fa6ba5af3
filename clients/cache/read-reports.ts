import { readReport, type UseReport } from '../../core/caching/use-report.ts';
import type { CacheLink } from './cache-link.ts';
import { collect } from './scripts.ts';
import { reportKey, reportPlaces } from './use-reports.ts';

/** What one process has left at the server. */
export interface LeftReport {
  /** Where, and when by the server's clock. */
  readonly place: number;
  readonly atMs: number;
  readonly ageMs: number;
  readonly report: UseReport;
}

const clockDigits = 13;

/** What processes have left at the server in the last minutes; none where no process was asked anything. */
export async function readReports(link: Pick<CacheLink, 'run'>, name: string): Promise<readonly LeftReport[]> {
  const keys = Array.from({ length: reportPlaces }, (_, place) => reportKey(name, place));
  const [now, ...left] = (await link.run(collect, keys, [])) as readonly string[];
  return left.flatMap((text, place) => {
    const report = readReport(text.slice(clockDigits));
    const atMs = Number(text.slice(0, clockDigits));
    return report === null ? [] : [{ place, atMs, ageMs: Number(now) - atMs, report }];
  });
}
