import { parentPort, workerData } from 'node:worker_threads';
import type { Job } from './inWorker.ts';
import { searchTinyList } from './searchTinyList.ts';
import { simulateRuns } from './simulateRuns.ts';

const job: Job = workerData;
parentPort?.postMessage(job.kind === 'runs' ? await simulateRuns(job) : await searchTinyList(job));
