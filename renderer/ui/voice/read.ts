/**
 * What a page says, in the order in which it stands there. In: elements as they are seen. Out: their
 * words, with the element they stand in. What is only there for other readers of screens is left out:
 * it says in other words what is seen.
 */
export interface Utterance {
  readonly text: string;
  readonly element: HTMLElement;
}

export function read(root: HTMLElement): readonly Utterance[] {
  const found: Utterance[] = [];
  let words = '';
  const end = (element: HTMLElement): void => {
    const text = words.replaceAll(/\s+/g, ' ').trim();
    words = '';
    if (/[\p{L}\p{N}]/u.test(text)) found.push({ text, element });
  };
  const walk = (node: Node, block: HTMLElement): void => {
    if (node.nodeType === Node.TEXT_NODE) words += node.textContent ?? '';
    if (!(node instanceof HTMLElement) || isSilent(node)) return;
    const inline = getComputedStyle(node).display.startsWith('inline') && node.tagName !== 'BUTTON';
    const own = inline ? block : node;
    if (!inline) end(block);
    const label = node.ariaLabel;
    // A name of their own is what the parts of a button or of a status say together; that of a group comes before them.
    if (label !== null) words += ` ${label} `;
    // The keys of a keyboard are said one by one, as they are reached: all of them at once say nothing.
    if (label === null || (node.role === 'group' && !('keyboard' in node.dataset))) {
      if (node.role === 'group') end(own);
      for (const child of node.childNodes) walk(child, own);
    }
    if (!inline) end(own);
  };
  walk(root, root);
  end(root);
  return found;
}

function isSilent(element: HTMLElement): boolean {
  // [X1] What somebody types is for nobody else's ears; the page's question is its label.
  if (element instanceof HTMLInputElement) return true;
  return element.ariaHidden === 'true' || element.classList.contains('only-heard') || !element.checkVisibility();
}
