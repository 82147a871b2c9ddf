import { workerData } from 'node:worker_threads';
import { serveCommand } from './cli/workThread';

/** The threads of the command line: the main worker, and those that it starts for parts of its work. */
if (typeof workerData === 'object' && 'words' in (workerData as object)) serveCommand(__filename);
else void import('./cli/workers').then(({ serveAsWorker }) => serveAsWorker());
