/** What a public screen must not let a finger do: menus, dragging, zooming. */
export function guardKiosk(root: HTMLElement): void {
  root.dataset['kiosk'] = '';
  const refuse = (event: Event): void => event.preventDefault();
  document.addEventListener('contextmenu', refuse);
  document.addEventListener('dragstart', refuse);
  document.addEventListener('selectstart', refuse);
  document.addEventListener('gesturestart', refuse);
  document.addEventListener(
    'wheel',
    (event) => {
      if (event.ctrlKey) event.preventDefault();
    },
    { passive: false },
  );
  document.addEventListener(
    'touchmove',
    (event) => {
      if (event.touches.length > 1) event.preventDefault();
    },
    { passive: false },
  );
  // Ctrl with +, − or 0 zooms the page as two fingers would.
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && ['+', '-', '=', '0'].includes(event.key)) event.preventDefault();
  });
}
