import { tooOld } from '../cli/node-version.ts';

// Stands before all other imports: some of them warn, or fail, on an old Node before anybody can say why.
const says = tooOld(process.version);
if (says !== null) {
  process.stderr.write(`${says}\n`);
  process.exit(1);
}
