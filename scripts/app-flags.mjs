// What the build of the app asks of the compiler, for whoever measures modules that are made as the app's is.
import { readFileSync } from "node:fs";

export const APP_FLAGS = /^flags='([^']*)'$/m.exec(readFileSync("scripts/build-app.sh", "utf8"))[1];
