/**
 * `npm run invoke -- <function> <event>`: runs a function of this checkout on this machine, from source. It is for those who
 * work on Headroom, and no part of the package.
 */
import { processSession } from '../cli/process-session.ts';
import { invoke } from './invoke/invoke.ts';

// npm runs its scripts in the checkout; a file is named from where the person is.
const cwd = process.env.INIT_CWD ?? process.cwd();
process.exitCode = await invoke(process.argv.slice(2), { ...processSession(process.env), cwd });
