/**
 * Death at a named point, by SIGKILL. In: `UMBRAL_FAILPOINT=<name>[:n]`, the nth time it is reached;
 * absent, as it always is but in tests/crash, every point is an empty function. A kill from outside
 * never meets the instant between a commit and what follows it; this one does, each time.
 */
export type Failpoint =
  | 'push.beforeCommit'
  | 'push.afterCommit'
  | 'enrol.rowWritten'
  | 'letIn.rowWritten'
  | 'adopt.beforeCommit'
  | 'adopt.afterCommit'
  | 'generation.begun'
  | 'claim.written'
  | 'seats.written';

export const failpoint: (point: Failpoint) => void = armed(process.env['UMBRAL_FAILPOINT']);

function armed(asked = ''): (point: Failpoint) => void {
  if (asked === '') return () => {};
  const [name, count = '1'] = asked.split(':');
  let left = Number(count);
  return (point) => {
    if (point !== name) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
