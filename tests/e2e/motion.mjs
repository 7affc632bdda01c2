// What may move on the screen that is shown, and for how long: transitions, animations and smooth scrolling.

/** Each element that changes over more milliseconds than those. */
export function longerThan(page, most) {
  return page.evaluate((most) => {
    const milliseconds = (times) => Math.max(...times.split(",").map((time) => parseFloat(time) * (/\dms$/.test(time) ? 1 : 1000)));
    const found = new Set();
    for (const element of document.querySelectorAll("*")) {
      for (const part of [null, "::before", "::after", "::details-content"]) {
        const style = getComputedStyle(element, part);
        const [moved, animated] = [milliseconds(style.transitionDuration), milliseconds(style.animationDuration)];
        const isLong = moved > most || (style.animationName !== "none" && animated > most);
        const slides = part === null && style.scrollBehavior === "smooth";
        if (isLong || slides) found.add(`${element.tagName.toLowerCase()}.${element.className}${part ?? ""}`);
      }
    }
    return [...found];
  }, most);
}
