import { workerData } from 'node:worker_threads';
import { serveAsWorker } from './cli/workers';
import { serveCommand } from './cli/workThread';

/** The threads of the command line: the one that does the work, and those that it starts for a part of it. */
if (typeof workerData === 'object' && 'words' in (workerData as object)) serveCommand(__filename);
else serveAsWorker();
