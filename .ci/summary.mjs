// Prints what failed, by name and first line, and one closing line, from vitest's own JSON report; fails where there is
// none or no test ran.
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
for (const file of report.testResults.filter(({ status }) => status === 'failed')) {
  const failed = file.assertionResults.filter(({ status }) => status === 'failed');
  for (const { fullName, failureMessages } of failed)
    console.log(`failed: ${file.name}: ${fullName}: ${failureMessages[0]?.split('\n')[0]}`);
  if (failed.length === 0) console.log(`failed: ${file.name}: ${file.message.split('\n')[0]}`);
}
const skipped = report.numPendingTests + report.numTodoTests;
console.log(
  `${report.numPassedTests} passed, ${report.numFailedTests} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
);
process.exitCode = report.success && report.numPassedTests > 0 ? 0 : 1;
