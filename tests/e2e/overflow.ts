/** What a screen must not do to what is on it: push it off, or cut it. */
import { expect, type Page } from '@playwright/test';

/** Everything a person sees lies inside the screen, and no box cuts its own content. @param scrolls whether it may be longer than the screen. */
export async function expectNothingOverflows(page: Page, screen: string, { scrolls = false } = {}): Promise<void> {
  const faults = await page.evaluate((isLong) => {
    const found: string[] = [];
    const { scrollWidth, scrollHeight } = document.documentElement;
    if (scrollWidth > innerWidth || (!isLong && scrollHeight > innerHeight)) found.push(`the page is ${scrollWidth} × ${scrollHeight}`);
    for (const element of document.querySelectorAll('#screen *')) {
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      // What is only heard is clipped on purpose. A line clamp is not: it would end a sentence in «…».
      if (box.width === 0 || element.closest('.only-heard, svg')) continue;
      const name = `${element.tagName.toLowerCase()} «${element.textContent.slice(0, 40)}»`;
      if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > (isLong ? scrollHeight : innerHeight) + 1) found.push(`${name} leaves the screen`);
      const page = element.parentElement?.closest('main')?.getBoundingClientRect();
      // A foot's ground may be wider than what stands on it.
      const button = element.parentElement?.closest('button')?.getBoundingClientRect();
      if (button && (box.left < button.left - 1 || box.right > button.right + 1)) found.push(`${name} leaves its button`);
      if (page && element.tagName !== 'FOOTER' && (box.left < page.left - 1 || box.right > page.right + 1)) found.push(`${name} lies beside its page`);
      const cuts = style.overflowX !== 'visible' || style.overflowY !== 'visible';
      if (cuts && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)) found.push(`${name} is cut`);
    }
    return found;
  }, scrolls);
  expect(faults, screen).toEqual([]);
}
