import { KeptTable } from '../deployment/kept-table.ts';

/**
 * The table of keyspaces: maps, slots, moves, plans and load. Its layout is in `adapters/sharding/map/keyspace-items.ts`. It is
 * apart from the ledger, since applications read it, and since a map must not be lost with a deployment.
 */
export class KeyspaceTable extends KeptTable {}
