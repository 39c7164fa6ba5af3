// Prints what failed, by name and first line, and one closing line over all reports, from vitest's own JSON. Its arguments name
// the reports that have to be there; fails where one is not, where one tells of a failure, or ran nothing.
import { existsSync, readFileSync } from 'node:fs';

const wanted = process.argv.slice(2);
const counts = { passed: 0, failed: 0, skipped: 0 };
let isGreen = wanted.length > 0;
for (const name of wanted) isGreen = tell(name) && isGreen;
const { passed, failed, skipped } = counts;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = isGreen ? 0 : 1;

function tell(name) {
  const file = `.local/test-reports/${name}.json`;
  if (!existsSync(file)) {
    console.log(`failed: ${file} was not written`);
    return false;
  }
  const report = JSON.parse(readFileSync(file, 'utf8'));
  for (const one of report.testResults.filter(({ status }) => status === 'failed')) tellFailures(one);
  counts.passed += report.numPassedTests;
  counts.failed += report.numFailedTests;
  counts.skipped += report.numPendingTests + report.numTodoTests;
  return report.success && report.numPassedTests > 0;
}

function tellFailures({ name, message, assertionResults }) {
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  for (const { fullName, failureMessages } of failed)
    console.log(`failed: ${name}: ${fullName}: ${failureMessages[0]?.split('\n')[0]}`);
  if (failed.length === 0) console.log(`failed: ${name}: ${message.split('\n')[0]}`);
}
