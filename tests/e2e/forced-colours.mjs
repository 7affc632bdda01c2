// What a screen tells by a filled area or a shadow, where the system forces its few colours on it: those areas and
// shadows are gone then, so an edge has to say the same.
//
// The one idea: *each screen is compared with itself.* What is filled in Accord's own colours has an edge in forced ones,
// and of two things of a kind of which one is filled, the edges differ.

/** Each element whose state is lost. */
export async function lostInForcedColours(page) {
  await page.emulateMedia({ forcedColors: "none" });
  const own = await page.evaluate(look);
  await page.emulateMedia({ forcedColors: "active" });
  const forced = await page.evaluate(look);
  if (own.length !== forced.length) throw new Error("the screen changed while it was looked at");
  const both = own.map(({ fill, ...element }, n) => ({ ...element, fill, edges: forced[n].edges, isEdged: forced[n].isEdged }));
  const found = both.filter(({ fill, isEdged }) => fill && !isEdged).map(({ name }) => `${name}: no edge`);
  const alike = new Map();
  for (const { kind, edges, fill, name } of both) {
    if (!kind) continue;
    const seen = `${kind} ${edges}`;
    alike.set(seen, (alike.get(seen) ?? new Map()).set(fill, name));
  }
  for (const names of alike.values()) if (names.size > 1) found.push(`${[...names.values()].join(", ")}: look alike`);
  return [...new Set(found)];
}

/** Runs in the page: of every element that is seen, what fills it and what its edges are. */
function look() {
  const clear = /^rgba\(.*, 0\)$|^transparent$/;
  // Buttons differ by how likely they are pressed, which is no state.
  const seen = [...document.body.querySelectorAll("*")].filter((one) => one.checkVisibility() && !one.closest("button, .button, svg"));
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!clear.test(backgroundColor)) return backgroundColor;
    }
    return getComputedStyle(document.body).backgroundColor;
  };
  return seen.map((element) => {
    const style = getComputedStyle(element);
    const sides = ["Top", "Right", "Bottom", "Left"].map((side) => [
      style[`border${side}Style`], style[`border${side}Width`], style[`border${side}Color`],
    ]);
    const outline = [style.outlineStyle, style.outlineWidth, style.outlineColor];
    const isSeen = ([line, width, colour]) => line !== "none" && parseFloat(width) > 0 && !clear.test(colour);
    const isFilled = style.backgroundColor !== behind(element.parentElement) && !clear.test(style.backgroundColor);
    const isNative = /^(input|select|textarea|progress)$/i.test(element.tagName);
    const shadow = style.boxShadow === "none" ? "" : style.boxShadow;
    const list = element.closest("ul, ol, table, .bar");
    return {
      name: `${element.tagName.toLowerCase()}.${element.className} "${element.innerText?.slice(0, 20) ?? ""}"`,
      fill: isNative ? "" : [isFilled ? style.backgroundColor : "", shadow].join(" ").trim(),
      isEdged: [...sides, outline].some(isSeen),
      // Of a kind is what stands in one list, table or bar and is the same element.
      kind: list && list !== element && `${[...document.querySelectorAll("ul, ol, table, .bar")].indexOf(list)} ${element.tagName}`,
      edges: JSON.stringify([sides, outline, style.borderRadius, style.textDecorationLine]),
    };
  });
}
