import { simulateFrom } from './runs.ts';

simulateFrom(1_000_001);
