/** The wall's page: it asks for nothing and may do nothing. */
import '../ui/no-eval.ts';
import '../ui/base.css';
import enCommon from '../../assets/locales/en/common.json';
import enDisplay from '../../assets/locales/en/display.json';
import esCommon from '../../assets/locales/es/common.json';
import esDisplay from '../../assets/locales/es/display.json';
import { guardKiosk } from '../ui/kiosk.ts';
import { openScreen } from '../ui/screen.tsx';
import { DisplayScreen } from './display.tsx';

guardKiosk(document.documentElement);
openScreen(
  'display',
  { es: { common: esCommon, display: esDisplay }, en: { common: enCommon, display: enDisplay } },
  <DisplayScreen />,
);
