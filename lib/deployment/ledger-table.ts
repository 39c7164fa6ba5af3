import { KeptTable } from './kept-table.ts';

/** The ledger of a deployment: configs, leases, memories, entries, overrides, switches. Its layout is in `adapters/ledgers/items.ts`. */
export class LedgerTable extends KeptTable {}
