import { once } from '../../aws/once.ts';
import { type ShiftReader, shiftReader } from './zones.ts';

interface ZonesOnAws {
  /** Where the service is asked; null where AWS has it. */
  readonly endpoint: string | null;
  readonly onTrouble: (error: unknown) => void;
}

/** Zonal shifts of AWS itself. Make it once a process; what asks is loaded when somebody first wants to know. */
export function zonesOnAws({ endpoint, onTrouble }: ZonesOnAws): ShiftReader {
  const asking = once(async () => (await import('./pages-on-aws.ts')).pagesOnAws(fetch, endpoint));
  return shiftReader({ onTrouble, getPage: async (token) => (await asking())(token) });
}
