import { createSpotlight } from '@mantine/spotlight';

const [store, actions] = createSpotlight();

/** Opens the palette from outside of it; loaded with it, on the first Ctrl K. */
export const paletteStore = { store, open: actions.open };
