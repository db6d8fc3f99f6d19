/** The wall's page: it asks for nothing and may do nothing. */
import '../ui/no-eval.ts';
import '../ui/base.css';
import { guardKiosk } from '../ui/kiosk.ts';
import { openScreen } from '../ui/screen.tsx';
import { DisplayScreen } from './display.tsx';
import { DISPLAY_WORDS } from './words.ts';

guardKiosk(document.documentElement);
openScreen('display', DISPLAY_WORDS, <DisplayScreen />);
