import { counted } from '../model/counted.ts';
import type { Unfit } from './seen.ts';

/** Why a server does not answer reads, in words, and what helps where a person can. */
export function tellUnfit(unfit: Unfit): string {
  switch (unfit.is) {
    case 'behind':
      return `${counted(unfit.byBytes, 'byte')} behind what the reader wrote`;
    case 'lagging':
      return `${unfit.bySeconds} s behind the writer; see what it replays, or give it more capacity`;
    case 'cannot tell':
      return 'cannot tell how far it is; let the role execute pg_last_wal_replay_lsn() there, or see what stands at this address';
    case 'paused':
      return 'its replay is paused; resume it: select pg_wal_replay_resume()';
    case 'other timeline':
      return `on timeline ${unfit.timeline}, which is not that of the writer; if it stays so, make the replica anew, or grant pg_monitor to the role so that it tells its timeline at once`;
    case 'other database':
      return 'a copy of another database than the writer is, as before an upgrade or a restore; make the replica anew';
    case 'other schema':
      return `its schema is version ${unfit.version ?? 'unknown'}, not the one that is asked for`;
    case 'down':
      return `does not answer: ${unfit.why}`;
    case 'slow':
      return `takes ${Math.round(unfit.tookMs)} ms to answer, far more than the others`;
  }
}
