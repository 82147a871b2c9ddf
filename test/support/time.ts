/** How long this process computes while `work` runs, in ms: what others take of the machine does not count. */
export function computingTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
