import { memoryKeyspaces } from '../../adapters/keyspaces/memory.ts';
import { keyspaceLaws } from './keyspace-laws.ts';

keyspaceLaws('a store of keyspaces in memory', async () => memoryKeyspaces());
