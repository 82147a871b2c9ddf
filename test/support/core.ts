// Loads what most test files need, before their CPU time is counted: they share a process, so it is loaded once.
import '../../server/src/analysis';
