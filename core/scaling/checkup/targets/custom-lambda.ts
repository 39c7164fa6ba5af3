import { knownChecks } from './any-kind/known-facts.ts';

export const customChecks = knownChecks(['lambda:InvokeFunction']);
