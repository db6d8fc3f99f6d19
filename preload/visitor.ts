/** The preload of a visitor window. */
import { exposeBridge } from './expose.ts';

exposeBridge('visitor');
