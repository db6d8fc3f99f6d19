import { simulateFrom } from './runs.ts';

simulateFrom(1);
