/** The visitor's page: takes no data, keeps nothing, gives a number. */
import '../ui/no-eval.ts';
import '../ui/base.css';
import { guardKiosk } from '../ui/kiosk.ts';
import { openScreen } from '../ui/screen.tsx';
import { VisitorScreen } from './visitor.tsx';
import { VISITOR_WORDS } from './words.ts';

guardKiosk(document.documentElement);
openScreen('visitor', VISITOR_WORDS, <VisitorScreen />);
