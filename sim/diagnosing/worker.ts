import { parentPort } from 'node:worker_threads';
import type { Answer } from '../parallel/pool.ts';
import { type JudgeTask, judgeNetwork } from './judge-network.ts';

/** The thread that judges networks. */
parentPort?.on('message', (task: JudgeTask) => {
  parentPort?.postMessage(answer(task));
});

function answer(task: JudgeTask): Answer {
  try {
    return { result: judgeNetwork(task), error: null };
  } catch (error) {
    return { result: null, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}
