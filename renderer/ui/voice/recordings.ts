/**
 * What was recorded when the app was built. In: a language. Out: which words have a recording, and
 * where it is. Brought when somebody wants to listen; a build without voices has none.
 */
import { z } from 'zod';
import type { Language } from '../../../shared/domain/centre.ts';

/** By the key of the words they say. */
export type Index = Readonly<Record<string, string>>;

const Languages = z.object({ default: z.array(z.string()) });
const Recordings = z.object({ default: z.record(z.string(), z.string()) });

/** The languages that have a voice. */
export async function voicedLanguages(): Promise<readonly string[]> {
  return Languages.parse(await bring('/voice/index.js')).default;
}

export async function recordingsIn(language: Language): Promise<Index> {
  return Recordings.parse(await bring(`/voice/${language}/index.js`)).default;
}

/** Written beside the recordings, not part of the page: it is fetched from where the page came. */
function bring(path: string): Promise<unknown> {
  return import(/* @vite-ignore */ path);
}

export const fileOf = (language: Language, name: string): string => `/voice/${language}/${name}.opus`;
/** Of the centre's own words, which its station recorded. */
export const ownFileOf = (language: Language, name: string): string => `/voice/own/${language}/${name}.opus`;
/** Of a page of the directory, recorded for whoever listened to it first. */
export const pageFileOf = (name: string): string => `/voice/own/directory/${name}.opus`;
