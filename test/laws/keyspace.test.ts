import { memoryKeyspaces } from '../../adapters/sharding/map/memory.ts';
import { keyspaceLaws } from './keyspace-laws.ts';

keyspaceLaws('a store of keyspaces in memory', async () => memoryKeyspaces());
