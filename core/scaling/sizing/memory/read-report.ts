/** What Lambda reports of a call. */
export interface CallReport {
  readonly billedMs: number;
  /** What was billed of starting; 0 where it had started before. */
  readonly initMs: number;
  readonly memoryMb: number;
  readonly usedMb: number;
}

const number = (text: string, name: string) =>
  Number(new RegExp(`(?:^|\\t)${name}: ([\\d.]+) `).exec(text)?.[1] ?? Number.NaN);

/**
 * Reads the last line of what a call has logged, which Lambda writes; null where there is none
 * (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html).
 */
export function readReport(log: string): CallReport | null {
  const line = log.split('\n').findLast((one) => one.startsWith('REPORT RequestId:'));
  if (line === undefined) return null;
  const [billedMs, memoryMb, usedMb] = ['Billed Duration', 'Memory Size', 'Max Memory Used'].map((name) =>
    number(line, name),
  );
  if (![billedMs, memoryMb, usedMb].every(Number.isFinite)) return null;
  const initMs = number(line, 'Init Duration');
  return {
    ...{ billedMs: billedMs as number, memoryMb: memoryMb as number, usedMb: usedMb as number },
    initMs: Number.isNaN(initMs) ? 0 : initMs,
  };
}
