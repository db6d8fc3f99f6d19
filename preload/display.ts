/** The preload of a display window. */
import { exposeBridge } from './expose.ts';

exposeBridge('display');
