// The keyboard alone: from one stop of the focus to the next, each of which can be seen by whoever looks for it.
import { expect } from "@playwright/test";

const MOST_STOPS = 150;

/** What hides the stop that has the focus: nothing, where it lies whole in the window and under nothing else. */
const hides = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    // Between the end of a page and its beginning.
    if (at === document.body) return [];
    const name = `<${at.localName}> ${(at.innerText || at.labels?.[0]?.innerText || "").slice(0, 60)}`;
    // Of an area to write in the browser shows the line in which one writes.
    const whole = (box) => (at.localName === "textarea" ? new DOMRect(box.x, box.y, box.width, 24) : box);
    const lines = [...at.getClientRects()].map(whole);
    const [top, bottom] = [Math.min(...lines.map((line) => line.top)), Math.max(...lines.map((line) => line.bottom))];
    const fits = bottom - top <= innerHeight;
    if (!lines.length || bottom <= 0 || top >= innerHeight) return [`${name}: not in the window`];
    if (fits && (top < -1 || bottom > innerHeight + 1)) return [`${name}: cut off by the edge of the window`];
    // In the middle of each of its lines; of a taller one than the window, in the middle of what is seen.
    return lines.flatMap(({ left, right, top, bottom }) => {
      const [x, y] = [(left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
      const over = document.elementFromPoint(x, y);
      const isSeen = over && (at.contains(over) || over.contains(at) || over.closest("label")?.control === at);
      return isSeen ? [] : [`${name}: under <${over?.localName}> ${over?.textContent.slice(0, 60)}`];
    });
  });

/** Goes on by that key; the stop that it leads to can be seen. */
async function goOn(page, key) {
  await page.keyboard.press(key);
  expect.soft(await hides(page), key).toEqual([]);
}

/** Goes on until that control has the focus. */
export async function reach(control, key = "Tab") {
  const page = control.page();
  await expect(control).toBeVisible();
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await goOn(page, key);
  }
  await expect(control).toBeFocused();
}

/** Goes to that control and presses it. */
export async function press(control, key = "Tab") {
  await reach(control, key);
  await control.page().keyboard.press("Enter");
}

/** Goes to that control and types. */
export async function type(control, words, key = "Tab") {
  await reach(control, key);
  await control.page().keyboard.type(words);
}

/** A new screen is there: its heading has the focus, and can be seen. */
export async function arrives(page, name) {
  await expect(page.getByRole("heading", { name, exact: true, level: 1 })).toBeFocused();
  expect.soft(await hides(page), name).toEqual([]);
}

/** Goes once through every stop of the screen, forwards and backwards; ends between its end and its beginning. */
export async function goRound(page) {
  for (const key of ["Tab", "Shift+Tab"]) {
    let stops = 0;
    do {
      await goOn(page, key);
      stops += 1;
      expect(stops, "the focus never comes to the end of the page").toBeLessThan(MOST_STOPS);
    } while (await page.evaluate(() => document.activeElement !== document.body));
  }
}
