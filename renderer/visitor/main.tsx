/** The visitor's page: takes no data, keeps nothing, gives a number. */
import '../ui/no-eval.ts';
import '../ui/base.css';
import enCommon from '../../assets/locales/en/common.json';
import enRefusal from '../../assets/locales/en/refusal.json';
import enVisitor from '../../assets/locales/en/visitor.json';
import esCommon from '../../assets/locales/es/common.json';
import esRefusal from '../../assets/locales/es/refusal.json';
import esVisitor from '../../assets/locales/es/visitor.json';
import { guardKiosk } from '../ui/kiosk.ts';
import { openScreen } from '../ui/screen.tsx';
import { VisitorScreen } from './visitor.tsx';

guardKiosk(document.documentElement);
openScreen(
  'visitor',
  {
    es: { common: esCommon, refusal: esRefusal, visitor: esVisitor },
    en: { common: enCommon, refusal: enRefusal, visitor: enVisitor },
  },
  <VisitorScreen />,
);
