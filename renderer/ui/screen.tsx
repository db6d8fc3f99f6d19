/**
 * What every screen stands in: its bridge, its words, the size of a millimetre, and its mending
 * where it fails or falls behind its station. In: a trust and the page's words. Out: a mounted page.
 */
import { Component, StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import type { Trust } from '../../shared/contract/commands.ts';
import { BridgeProvider, openBridge } from './bridge.ts';
import { screenClock, screenTimers } from './clock.ts';
import { MomentPlease } from './moment.tsx';
import { setMillimetre } from './panel.ts';
import { createRenewal, followStation, RenewalProvider } from './renewal.ts';
import { openVocabulary, openWords, VocabularyProvider, type Namespaces, type PageWords } from './words.ts';

const RELOAD_AFTER_MS = 5_000;

export function openScreen<N extends keyof Namespaces>(trust: Trust, words: PageWords<N>, page: ReactNode): void {
  const place = document.getElementById('screen');
  if (!place) throw new Error('the page has no place for its screen');
  setMillimetre(trust);
  const bridge = openBridge(trust);
  const renewal = createRenewal({ clock: screenClock, timers: screenTimers, reload: () => window.location.reload() });
  followStation(renewal, bridge);
  const sentences = openWords(words);
  const vocabulary = openVocabulary(sentences, words, screenTimers);
  createRoot(place).render(
    <StrictMode>
      <I18nextProvider i18n={sentences}>
        <Mended>
          <BridgeProvider value={bridge}>
            <RenewalProvider value={renewal}>
              <VocabularyProvider value={vocabulary}>{page}</VocabularyProvider>
            </RenewalProvider>
          </BridgeProvider>
        </Mended>
      </I18nextProvider>
    </StrictMode>,
  );
}

/** A fault of ours must not leave a blank wall: it says to wait, and starts the page afresh. */
class Mended extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(): void {
    screenTimers.after(RELOAD_AFTER_MS, () => window.location.reload());
  }

  override render(): ReactNode {
    return this.state.failed ? <MomentPlease /> : this.props.children;
  }
}
