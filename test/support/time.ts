/** The CPU time of this process while `work` runs, in milliseconds: other processes do not count. */
export function computingTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
