/**
 * Where a station process is kept alive. In: a way to run one, and the screens that want it.
 * Out: a station that is there, restarted when it dies, with every screen connected to it again.
 * It never reads what they say to each other, and only `utility-host.ts` knows Electron.
 */
export { hostKindFor, type HostKind } from './choose.ts';
export { describeExit, type Exit, type RunListener, type StationHost, type StationRun } from './host.ts';
export { childHost } from './child-host.ts';
export { Sessions, type OpenScreen, type Screen } from './sessions.ts';
export { Supervisor, type SupervisorReport } from './supervisor.ts';
