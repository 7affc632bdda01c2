// Whose word does not count, whose is not whole, and the way out of it: told wherever that signer or that entry is shown.
import { test } from "./device.mjs";
import { inOrder } from "./in-order.mjs";
import { standings } from "./standings.mjs";

test("what waits, has no words, or is signed with a key that does not count says so, and leads out of it", async ({
  newDevice, served, folder,
}) => {
  test.setTimeout(300_000);
  const site = await served();
  const page = await newDevice().open();
  await standings(page, { newDevice, site, folder, look: (screen) => inOrder(page, screen) });
});
