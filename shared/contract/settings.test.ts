import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CannotGoOn, EXIT_CANT_GO_ON, Problem } from './problem.ts';
import { PublicUrl, publicUrlFrom, readSettings, ServerSettings, StationSettings } from './settings.ts';

const station = {
  centreFile: 'centre.json',
  name: 'Kiosco',
  web: { host: '127.0.0.1', port: 4311 },
  server: { url: 'http://127.0.0.1:4310', codeFile: 'code.txt' },
  printer: { kind: 'virtual', folder: 'tickets' },
};
const server = { host: '127.0.0.1', port: 4310, databaseUrl: 'postgres://127.0.0.1/umbral' };

const areStations = (change: object): boolean => StationSettings.safeParse({ ...station, ...change }).success;
const areServers = (change: object): boolean => ServerSettings.safeParse({ ...server, ...change }).success;

describe('a station’s settings', () => {
  it('[P1] name two printers where there are two: each at a door of its own, under a name of its own', () => {
    const printer = { kind: 'serial', path: '/dev/ttyUSB0', baud: 19_200, name: 'Puerta' };
    const patio = { kind: 'tcp', host: 'patio.local', port: 9100, name: 'El patio' };
    const second = (secondPrinter: object, first: object = printer): boolean => areStations({ printer: first, secondPrinter });
    expect(second(patio)).toBe(true);
    expect(second({ ...patio, name: ' puerta' })).toBe(false);
    expect(second({ kind: 'usb', path: '/dev/ttyUSB0', name: 'El patio' })).toBe(false);
    expect(second({ ...patio, name: 'Puerta' }, { ...patio, host: 'PATIO.local', name: 'El patio' })).toBe(false);
    expect(second({ ...patio, port: 9101 }, { ...patio, name: 'Puerta' })).toBe(true);
  });

  it('are read with and without what may be left out, and with nothing that has no meaning', () => {
    const { centreFile: _file, name: _name, ...least } = station;
    expect(StationSettings.safeParse(least).success).toBe(true);
    expect(areStations({})).toBe(true);
    expect(areStations({ centerFile: 'centre.json' })).toBe(false);
    expect(areStations({ web: { ...station.web, open: true } })).toBe(false);
    expect(areStations({ server: { ...station.server, token: 'x' } })).toBe(false);
    expect(areStations({ printer: { ...station.printer, host: 'x' } })).toBe(false);
    expect(areStations({ centreFile: 'c', server: { url: 'http://a', codeFile: 'c' }, printer: { kind: 'virtual', folder: 'f' } })).toBe(true);
    expect(areStations({ server: { url: 'http://a' }, printer: { kind: 'tcp', host: 'h', port: 9100 } })).toBe(true);
    for (const empty of [{ centreFile: '' }, { name: '' }, { server: { ...station.server, codeFile: '' } }, { printer: { kind: 'virtual', folder: '' } }]) expect(areStations(empty)).toBe(false);
  });

  it('[W1] open no other address than this machine’s own', () => {
    const at = (host: string): boolean => areStations({ web: { host, port: 0 } });
    expect(['127.0.0.1', '::1', 'localhost'].map(at)).toEqual([true, true, true]);
    expect(['0.0.0.0', '::', '192.168.1.7'].map(at)).toEqual([false, false, false]);
    expect(areServers({ host: '0.0.0.0' })).toBe(false);
  });

  it('name a server that is reached by HTTP', () => {
    const to = (url: string): boolean => areStations({ server: { url, codeFile: 'code.txt' } });
    expect(['http://10.0.0.2:4310', 'https://centro.example'].map(to)).toEqual([true, true]);
    expect(['ftp://10.0.0.2', 'file:///etc', 'centro', 'xhttp://a'].map(to)).toEqual([false, false, false, false]);
  });

  it('name ports there are; a printer’s is never the one the system would choose', () => {
    const web = (port: number): boolean => areStations({ web: { host: 'localhost', port } });
    const printer = (port: number, host = 'impresora'): boolean => areStations({ printer: { kind: 'tcp', host, port } });
    expect([-1, 0, 65_535, 65_536, 1.5].map(web)).toEqual([false, true, true, false, false]);
    expect([0, 1, 65_535, 65_536].map((port) => printer(port))).toEqual([false, true, true, false]);
    expect(['', 'x'.repeat(253), 'x'.repeat(254)].map((host) => printer(9100, host))).toEqual([false, true, false]);
    expect(areStations({ printer: { kind: 'tcp', host: 'x', port: 9100, folder: 'x' } })).toBe(false);
    expect(['La de la puerta', '', 'x'.repeat(61)].map((name) => areStations({ printer: { kind: 'tcp', host: 'x', port: 9100, name } }))).toEqual([true, false, false]);
    expect([{ ...station.printer, folder: 'patio', name: 'El patio' }, { ...station.printer, folder: 'patio' }, { kind: 'lpt' }].map((secondPrinter) => areStations({ secondPrinter }))).toEqual([true, false, false]);
    const kinds = [{ kind: 'serial', path: '/dev/ttyUSB0', baud: 9600 }, { kind: 'serial', path: 'COM3' }, { kind: 'usb', path: '/dev/usb/lp0', confirms: 'jobId' }, { kind: 'usb' }, { kind: 'spooler', queue: 'La_puerta-2' }, { kind: 'spooler', queue: 'a b' }, { kind: 'spooler', queue: 'x', confirms: 'jobId' }];
    expect(kinds.map((other) => areStations({ printer: other }))).toEqual([true, false, true, false, true, false, false]);
    expect(['jobId', 'paperStatus', 'none', null].map((confirms) => areStations({ printer: { kind: 'tcp', host: 'x', port: 9100, confirms } }))).toEqual([true, true, false, false]);
  });
});

it('a server’s settings hold its door and may hold its database', () => {
  const { databaseUrl: _url, ...least } = server;
  expect(ServerSettings.safeParse(least).success).toBe(true);
  expect([{}, { databaseUrl: 'x' }, { databaseUrl: 'x'.repeat(2000) }].map(areServers)).toEqual([true, true, true]);
  expect([{ databaseUrl: '' }, { databaseUrl: 'x'.repeat(2001) }, { port: -1 }, { password: 'x' }].map(areServers)).toEqual([false, false, false, false]);
});

describe('a settings file', () => {
  const schema = z.object({ web: z.object({ port: z.int() }) });
  const problemOf = (text: string): Problem | undefined => {
    try {
      readSettings(schema, 'config.json', text);
      return undefined;
    } catch (error) {
      expect(error).toBeInstanceOf(CannotGoOn);
      expect((error as CannotGoOn).message).toBe((error as CannotGoOn).problem.message);
      return (error as CannotGoOn).problem;
    }
  };

  it('is read also where an editor put an invisible mark before it', () => {
    expect(readSettings(schema, 'config.json', '\uFEFF{"web":{"port":1}}')).toEqual({ web: { port: 1 } });
  });

  it('that is none names itself, each fault, and what to do', () => {
    expect(problemOf('{')).toMatchObject({ kind: 'badFile', message: expect.stringMatching(/^config\.json is not valid JSON: (?!SyntaxError).+ Correct it/) });
    expect(problemOf('{"web":{"port":"x"}}')).toMatchObject({ kind: 'badFile', message: expect.stringMatching(/^config\.json can't be used: web\.port: .+ Correct it/) });
    expect(problemOf('7')?.message).toContain('(top): ');
  });
});

describe('where phones reach the server', () => {
  it('[X6] is an https address without a path, or this very machine where it is tried out', () => {
    const is = (url: string): boolean => PublicUrl.safeParse(url).success;
    expect(['https://turnos.example.org', 'https://turnos.example.org:8443', 'http://127.0.0.1:4310', 'http://localhost'].map(is)).toEqual([true, true, true, true]);
    for (const url of ['http://turnos.example.org', 'https://turnos.example.org/', 'https://turnos.example.org/a', 'https://a@b.org', 'turnos.example.org', 'http://127.0.0.1.example.org', `https://${'a'.repeat(60)}`]) expect(is(url)).toBe(false);
  });

  it('[X6] is what the environment says, else the settings; a wrong one is told and nothing begins', () => {
    const settings = { publicUrl: 'https://a.example.org' };
    expect(publicUrlFrom('https://b.example.org', settings)).toBe('https://b.example.org');
    expect([undefined, ''].map((environment) => publicUrlFrom(environment, settings))).toEqual(['https://a.example.org', 'https://a.example.org']);
    expect(publicUrlFrom(undefined, {})).toBeUndefined();
    expect(() => publicUrlFrom('http://b.example.org', settings)).toThrow(CannotGoOn);
  });
});

it('a problem is told by its kind and its words, and ends a process in the way that asks not to start it again', () => {
  const end = new CannotGoOn('diskFull', 'The disk is full.');
  expect([end.name, end.message, end.problem]).toEqual(['CannotGoOn', 'The disk is full.', { kind: 'diskFull', message: 'The disk is full.' }]);
  expect(EXIT_CANT_GO_ON).toBe(78);
  expect(['', '!'].map((message) => Problem.safeParse({ kind: 'diskFull', message }).success)).toEqual([false, true]);
});
