import { KeptTable } from './kept-table.ts';

/** The ledger of a deployment: configs, leases, memories, entries, overrides, the stop switch. Its layout is in `adapters/table/keys.ts`. */
export class LedgerTable extends KeptTable {}
