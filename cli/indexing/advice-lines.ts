import type { Advice } from '../../adapters/indexing/advise.ts';
import { definition } from '../../core/indexing/candidate.ts';
import type { IndexFault } from '../../core/indexing/standing-indexes.ts';
import { counted } from '../../core/model/counted.ts';

const shown = 70;

/** What would pay, each with the statement that makes it and whom it serves; then what is there and does nothing. */
export function adviceLines(advice: Advice, faults: readonly IndexFault[]): readonly string[] {
  return [...chosenLines(advice), ...twinLines(advice), ...faultLines(faults), ...leftLines(advice)];
}

function chosenLines({ chosen, costBefore, costAfter, candidates, statements }: Advice): readonly string[] {
  const looked = `${counted(statements.length, 'statement')} and ${counted(candidates, 'candidate')} were looked at`;
  if (chosen.length === 0) return [`no index would pay: ${looked}`];
  const less = percent(costBefore - costAfter, costBefore);
  const lines = chosen.flatMap(({ index, bytes, gain, serves }) => {
    const text = statements.find(({ id }) => id === serves[0])?.text.replaceAll(/\s+/g, ' ') ?? '';
    return [
      `CREATE INDEX CONCURRENTLY ${definition(index)};`,
      `  takes off ${percent(gain, costBefore)}, about ${megabytes(bytes)}; serves ${serves.length}, such as ${text.slice(0, shown)}`,
    ];
  });
  return [`the planner's costs of all statements fall by ${less} with these (${looked}):`, '', ...lines];
}

function twinLines({ triedBy, missing }: Advice): readonly string[] {
  if (triedBy !== 'twin') return [];
  const told =
    'tried on a twin of the server (PostgreSQL 18 with its sizes and statistics), which plans without parallel workers';
  return ['', missing.length === 0 ? told : `${told}; what it could not be given:`, ...missing];
}

function faultLines(faults: readonly IndexFault[]): readonly string[] {
  const lines = faults.map(({ index, is, instead }) => {
    const why = {
      unused: 'no server has used it since its statistics began',
      duplicate: `"${instead}" does the same`,
      invalid: 'it is invalid: it costs, and serves nobody',
    }[is];
    return `${index.schema}.${index.name} (${megabytes(index.bytes)}): ${why}; brought back by: ${index.sql}`;
  });
  return lines.length === 0 ? [] : ['', 'there, and of no use:', ...lines];
}

function leftLines({ left }: Advice): readonly string[] {
  return left.length === 0 ? [] : ['', 'not looked at:', ...left.map(({ id, why }) => `statement ${id}: ${why}`)];
}

const percent = (part: number, of: number) => `${((100 * part) / Math.max(of, 1)).toFixed(1)} %`;
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
