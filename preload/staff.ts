/** The preload of a staff window. */
import { exposeBridge } from './expose.ts';

exposeBridge('staff');
