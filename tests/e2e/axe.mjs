// What axe finds on the screen that is shown.
import axe from "axe-core";

/** What axe finds wrong with the screen: each rule, and where it is broken. */
export async function faults(page) {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => (await window.axe.run()).violations);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`);
}
