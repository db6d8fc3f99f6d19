/**
 * Whether somebody listens alone. In: the machine's audio devices, where it names them. Out: the
 * headphones among them. On machines that do not tell, there are none.
 */
import { useEffect, useState } from 'react';

/** In the words of systems that speak our languages. */
const NAMES = /head(?:phone|set)|aur[ií]cular|aud[ií]fono|fone|casque|[ée]couteur|سماع/iu;

/** @returns their id as a place for sound. */
export function headphonesAmong(devices: readonly Pick<MediaDeviceInfo, 'kind' | 'label' | 'deviceId'>[]): string | undefined {
  return devices.find(({ kind, label, deviceId }) => kind === 'audiooutput' && deviceId !== 'default' && deviceId !== 'communications' && NAMES.test(label))?.deviceId;
}

export function useHeadphones(): string | undefined {
  const [found, setFound] = useState<string>();
  useEffect(() => {
    const { mediaDevices } = navigator;
    if (!('enumerateDevices' in mediaDevices)) return undefined;
    const look = (): void => {
      mediaDevices.enumerateDevices().then(
        (devices) => setFound(headphonesAmong(devices)),
        // A machine that does not tell is one without.
        () => setFound(undefined),
      );
    };
    look();
    mediaDevices.addEventListener('devicechange', look);
    return () => mediaDevices.removeEventListener('devicechange', look);
  }, []);
  return found;
}
