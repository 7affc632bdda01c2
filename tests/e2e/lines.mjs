// How long a line on the screen that is shown may be: sixty characters, as the letter 0 is wide. And where it may not end: within a
// reference.

/** Each text that has a longer line, and how long it is. */
export function tooLong(page) {
  return page.evaluate(() => {
    const MOST = 60;
    const pen = document.createElement("canvas").getContext("2d");
    const found = [];
    const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement: at } = texts.currentNode;
      if (!at.checkVisibility() || at.closest(".away, select")) continue;
      const { fontStyle, fontWeight, fontSize, fontFamily } = getComputedStyle(at);
      pen.font = [fontStyle, fontWeight, fontSize, fontFamily].join(" ");
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      const line = Math.max(0, ...[...range.getClientRects()].map(({ width }) => width)) / pen.measureText("0").width;
      if (line > MOST + 0.5) found.push(`${Math.round(line)}: ${data.slice(0, 60)}`);
    }
    return found;
  });
}

/** Each local reference, as HV-2041, that begins on one line and ends on the next. */
export function brokenReferences(page) {
  return page.evaluate(() => {
    const found = [];
    const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement: at } = texts.currentNode;
      if (!at.checkVisibility() || at.closest(".away, select")) continue;
      for (const { 0: reference, index } of data.matchAll(/[A-Z]+-\d+/g)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + reference.length);
        if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) found.push(data);
      }
    }
    return found;
  });
}
