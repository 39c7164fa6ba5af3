import { alertQuality } from './alert-quality.ts';

console.log(JSON.stringify({ alerts: await alertQuality() }));
