import { readBy } from '../../adapters/diagnosing/read-by.ts';
import { foundOfReadings } from '../../core/diagnosing/checkup/unread.ts';
import type { ServiceConfig } from '../../core/diagnosing/config/watched-service.ts';
import { observeService } from '../../core/diagnosing/observe.ts';
import type { Verdict } from '../../core/model/verdict.ts';
import type { Source } from '../../core/readings/series.ts';

/** What of a watched service cannot be read, with the rights of whoever asks. */
export async function examineService(
  config: ServiceConfig,
  source: Source,
  nowMs: number,
): Promise<readonly Verdict[]> {
  const { unread } = await observeService(config, readBy(source), nowMs);
  return foundOfReadings(config, unread).map((found) => ({ ...found, check: 'readings', subject: config.service }));
}
