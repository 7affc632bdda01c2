// What the page takes out of npm, for esbuild to put into one file.
export { Dexie } from "dexie";
export { default as PouchDB } from "pouchdb-browser";
