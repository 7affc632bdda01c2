// Whether a screen has room on a narrow phone, with letters twice as large, and on a phone that lies on its side
// (WCAG 1.4.4, 1.4.10, 2.4.11).

const VIEWS = [
  { letters: 16, width: 320, height: 568 },
  { letters: 32, width: 390, height: 844 },
  { letters: 16, width: 844, height: 390 },
];

// One for each page, and none is let go of: with it would go the device's own lock that other tests have put in.
const sessions = new WeakMap();

async function toolsOf(page) {
  if (!sessions.has(page)) sessions.set(page, await page.context().newCDPSession(page));
  return sessions.get(page);
}

/** What has too little: a page to be pushed sideways, a box whose words are cut, a bar that hides a third of the screen. */
export async function tooTight(page) {
  const devtools = await toolsOf(page);
  const said = [];
  for (const { letters, ...size } of VIEWS) {
    await devtools.send("Page.setFontSizes", { fontSizes: { standard: letters } });
    await page.setViewportSize(size);
    const found = await page.evaluate(() => {
      scrollTo(0, document.documentElement.scrollHeight);
      const all = [...document.body.querySelectorAll("*")].filter((one) => one.checkVisibility());
      // A field scrolls what is typed; what is there for the ear alone is small on purpose.
      const isCut = ({ tagName, scrollWidth, clientWidth }) =>
        tagName !== "INPUT" && clientWidth > 1 && scrollWidth > clientWidth + 1;
      const stays = all.filter((one) => /sticky|fixed/.test(getComputedStyle(one).position));
      const inSight = stays.map((one) => one.getBoundingClientRect()).filter(({ top, bottom }) => bottom > 0 && top < innerHeight);
      const highest = Math.max(0, ...inSight.map(({ height }) => height));
      return [
        ...(document.documentElement.scrollWidth > innerWidth ? [`${document.documentElement.scrollWidth} pixels wide`] : []),
        ...(highest > innerHeight / 3 ? [`a bar of ${highest} pixels`] : []),
        ...all.filter(isCut).map(({ tagName, className }) => `${tagName.toLowerCase()}.${className} is cut`),
      ];
    });
    said.push(...found.map((one) => `letters of ${letters}, ${size.width} by ${size.height}: ${one}`));
  }
  await devtools.send("Page.setFontSizes", { fontSizes: { standard: VIEWS[0].letters } });
  await page.setViewportSize({ width: VIEWS[0].width, height: VIEWS[0].height });
  return said;
}
