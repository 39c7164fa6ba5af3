#!/usr/bin/env node
import './refuse-old-node.ts';
import { processSession } from '../cli/process-session.ts';
import { program } from '../cli/program.ts';

process.exitCode = await program(process.argv.slice(2), processSession(process.env));
// Somebody waits at a prompt, and not for what has not answered in time.
if (process.argv[2] === 'complete') process.exit();
