/** The routes of devices: letting one in by its code, what becomes of one, and the order they share. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { MAY } from '../../../shared/contract/staff.ts';
import { DeviceId } from '../../../shared/domain/ids.ts';
import type { DeviceSeen, StaffDevices } from '../devices.ts';
import { readForm, requireRole, type Door } from '../door.ts';
import { comparePage } from '../pages/compare.ts';
import { DEVICES, devicesPage } from '../pages/devices.ts';
import { openPage, revokePage, writeOffPage, type ConfirmPage } from '../pages/confirm.ts';
import type { Trouble } from '../troubles.ts';
import { DeviceDoneWord, typed } from './forms.ts';

const CodeForm = z.object({ code: typed });
const AnswerForm = z.object({ code: typed, answer: z.enum(['allow', 'refuse']) });
const DoneQuery = z.object({ done: DeviceDoneWord });
const DeviceParams = z.object({ id: DeviceId });

export function deviceDoors(app: FastifyInstance, door: Door, devices: StaffDevices): void {
  const admins = requireRole(MAY.devices);

  app.get('/devices', admins, async (request, reply) => {
    const { done } = DoneQuery.parse(request.query);
    return door.show(reply, devicesPage(door.house(request), await devices.look(), { done: done && `done.${done}` }));
  });

  /** The list again, with what went wrong above it and what was typed where it was typed. */
  const failed = async (request: FastifyRequest, reply: FastifyReply, trouble: Trouble, code?: string): Promise<FastifyReply> =>
    door.show(reply, devicesPage(door.house(request, DEVICES), await devices.look(), { trouble, code }), trouble);

  app.post('/devices/find', admins, async (request, reply) => {
    const read = readForm(CodeForm, request);
    if (read.kind !== 'read') return door.refuse(request, reply, read);
    const { code } = read.form;
    const house = door.house(request, DEVICES);
    const found = await devices.find(code, house.signedIn);
    if (found.kind !== 'found') return failed(request, reply, found, code);
    // No page of its own to go to: its address would hold the code.
    return door.show(reply, comparePage(house, found.asking, code));
  });

  app.post('/devices/answer', admins, async (request, reply) => {
    const read = readForm(AnswerForm, request);
    if (read.kind !== 'read') return door.refuse(request, reply, read);
    const { code, answer } = read.form;
    const answered = await devices.answer(code, answer === 'allow', door.house(request).signedIn);
    if (answered.kind !== 'done') return failed(request, reply, answered);
    return door.goTo(reply, `${DEVICES}?done=${answer === 'allow' ? 'deviceAllowed' : 'deviceRefused'}`);
  });

  changes(app, door, devices);
  opening(app, door, devices);
}

/** What can be done to one device, and the page that says first what it does. */
interface DeviceAct {
  readonly path: string;
  readonly page: ConfirmPage;
  readonly make: StaffDevices['revoke'];
  readonly done: NonNullable<DeviceDoneWord>;
}

function changes(app: FastifyInstance, door: Door, devices: StaffDevices): void {
  const admins = requireRole(MAY.devices);
  const acts: readonly DeviceAct[] = [
    { path: 'revoke', page: revokePage, make: (id, by) => devices.revoke(id, by), done: 'deviceRevoked' },
    { path: 'write-off', page: writeOffPage, make: (id, by) => devices.writeOff(id, by), done: 'deviceWrittenOff' },
  ];

  for (const { path, page, make, done } of acts) {
    app.get(`/devices/:id/${path}`, admins, async (request, reply) => {
      const device = await deviceOf(devices, request);
      if (!device) return door.refuse(request, reply, { kind: 'unknownDevice' });
      return door.show(reply, page(door.house(request), device));
    });

    app.post(`/devices/:id/${path}`, admins, async (request, reply) => {
      const device = await deviceOf(devices, request);
      if (!device) return door.refuse(request, reply, { kind: 'unknownDevice' });
      const house = door.house(request, `${DEVICES}/${device.id}/${path}`);
      const made = await make(device.id, house.signedIn);
      if (made.kind !== 'done') return door.show(reply, page(house, device, made), made);
      return door.goTo(reply, `${DEVICES}?done=${done}`);
    });
  }
}

function opening(app: FastifyInstance, door: Door, devices: StaffDevices): void {
  const admins = requireRole(MAY.devices);

  app.get('/devices/open', admins, async (request, reply) => {
    const order = await devices.order();
    // Whoever comes back here after it was opened has nothing to confirm.
    return order.ordering.kind === 'ordering' ? door.goTo(reply, DEVICES) : door.show(reply, openPage(door.house(request), order));
  });

  app.post('/devices/open', admins, async (request, reply) => {
    const house = door.house(request);
    const opened = await devices.open(house.signedIn);
    if (opened.kind !== 'done') return door.show(reply, openPage(house, await devices.order(), opened), opened);
    return door.goTo(reply, `${DEVICES}?done=generationOpened`);
  });
}

async function deviceOf(devices: StaffDevices, request: FastifyRequest): Promise<DeviceSeen | undefined> {
  const params = DeviceParams.safeParse(request.params);
  return params.success ? devices.device(params.data.id) : undefined;
}
