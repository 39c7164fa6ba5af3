import { memoryPlanning } from '../core/sharding/memory-planning.ts';
import { planningLaws } from './planning-laws.ts';

planningLaws('a planning store in memory', async () => memoryPlanning());
