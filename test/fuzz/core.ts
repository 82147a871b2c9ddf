// What the fuzzer sets its instruments into: the core, and what asks it.
export { violationOf } from './checks';
export { survivorOf } from './planted';
