import { expect, it } from 'vitest';
import { headphonesAmong } from './headphones.ts';

const device = (label: string, deviceId: string, kind: MediaDeviceKind = 'audiooutput'): Pick<MediaDeviceInfo, 'kind' | 'label' | 'deviceId'> => ({ kind, label, deviceId });

it('finds headphones by what the system calls them, in any of its languages', () => {
  for (const label of ['USB Headphones', 'Headset (Jabra)', 'Auriculares (Realtek)', 'Fones de ouvido', 'Casque USB']) expect(headphonesAmong([device('Built-in speakers', 'a'), device(label, 'b')])).toBe('b');
});

it('finds none where there is none, where nothing is named, and in what only stands for another', () => {
  expect(headphonesAmong([])).toBeUndefined();
  expect(headphonesAmong([device('', ''), device('Speakers', 'a'), device('Headset microphone', 'm', 'audioinput')])).toBeUndefined();
  expect(headphonesAmong([device('Default - Headphones', 'default')])).toBeUndefined();
});
