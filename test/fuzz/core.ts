// The code that the fuzzer instruments: the core and its checks.
export { violationOf } from './checks';
export { survivorOf } from './planted';
