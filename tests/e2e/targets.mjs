// What a thumb has to hit on the screen that is shown: at least 44 by 44 pixels, but for a link within a sentence
// (WCAG 2.5.5 and 2.5.8).

/** Each target that is smaller: what it is called, its size, and what it is. */
export function tooSmall(page) {
  return page.evaluate(() => {
    const LEAST = 44;
    /** Whether its line has words beside it, so that the line says how high it is. */
    const isInSentence = (link) => {
      if (link.tagName !== "A" || getComputedStyle(link).display !== "inline") return false;
      let block = link.parentElement;
      while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
      const beside = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      while (beside.nextNode()) {
        const { parentElement: at, data } = beside.currentNode;
        if (/[\p{L}\p{N}]/u.test(data) && !at.closest("a, button, .away")) return true;
      }
      return false;
    };
    // A tick is as large as the label that it stands in.
    const hit = (target) => (/^(radio|checkbox)$/.test(target.type) ? target.closest("label") ?? target : target);
    // Words that go on in the next line are hit in one of them.
    const largest = (target) => [...target.getClientRects()].reduce((one, other) => (other.height > one.height ? other : one));
    return [...document.querySelectorAll("a[href], button, summary, input, select, textarea")]
      .filter((target) => target.type !== "hidden" && target.checkVisibility() && !isInSentence(target))
      .map((target) => [target, largest(hit(target))])
      .filter(([, { width, height }]) => Math.round(width) < LEAST || Math.round(height) < LEAST)
      .map(([target, { width, height }]) => {
        const name = (target.innerText || target.ariaLabel || target.id).trim().slice(0, 40);
        return `${target.tagName.toLowerCase()}.${target.className} "${name}": ${Math.round(width)} x ${Math.round(height)}`;
      });
  });
}
