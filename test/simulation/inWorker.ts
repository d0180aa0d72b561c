import { Worker } from 'node:worker_threads';
import type { TinySearch, TinySearchResult } from './searchTinyList.ts';
import type { Runs, RunsResult } from './simulateRuns.ts';

export type Job = ({ readonly kind: 'runs' } & Runs) | ({ readonly kind: 'tiny search' } & TinySearch);

/** On another core, and outside of jest's context, where the same code takes twice as long. */
export function inWorker(job: { readonly kind: 'runs' } & Runs): Promise<RunsResult>;
export function inWorker(job: { readonly kind: 'tiny search' } & TinySearch): Promise<TinySearchResult>;
export function inWorker(job: Job): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('simulationWorker.js', import.meta.url), { workerData: job });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
