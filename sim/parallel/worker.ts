import { parentPort } from 'node:worker_threads';
import { doTask } from '../scaling/score/do-task.ts';
import type { Task } from '../scaling/score/task.ts';
import type { Answer } from './pool.ts';

/** The thread that does the tasks of a backtest. */
parentPort?.on('message', (task: Task) => {
  parentPort?.postMessage(answer(task));
});

function answer(task: Task): Answer {
  try {
    return { result: doTask(task), error: null };
  } catch (error) {
    return { result: null, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}
