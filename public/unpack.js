// Unpacks the app's module while it comes in (docs/decisions/the-module-travels-packed.md):
//
//   unpack(packed: ReadableStream, unpacker: Response) -> Promise<Uint8Array>
//
// The unpacker is what packing/ has become, a file of its own.
//
// The service worker loads this file, and the page starts it as a worker of its own, which is handed what was
// fetched and answers with the module, or with a sentence. Whoever calls it checks the digest of
// what comes out: bytes that are no packed module give an error, altered ones a wrong module.
// Neither takes more room or time than the largest module would.

"use strict";

globalThis.unpack = async (packed, unpacker) => {
  const { exports } = (await WebAssembly.instantiate(await unpacker.arrayBuffer())).instance;
  const { memory, PACKED, MOST_PACKED, START, DEPTHS } = exports;
  const room = new Uint8Array(memory.buffer);
  const reader = packed.getReader();
  for (let received = 0, whole = false; ; ) {
    const { value, done } = await reader.read();
    whole = done;
    if (value) {
      if (received + value.length > MOST_PACKED.value) break;
      room.set(value, PACKED.value + received);
      received += value.length;
    }
    const end = exports.unpack(received, whole);
    if (end < 0) break;
    if (whole) return room.slice(START.value + DEPTHS.value, START.value + end);
  }
  throw new Error("this is no packed module");
};

if (globalThis.DedicatedWorkerGlobalScope) {
  // The page fetches, for it can begin before this worker is there: first what unpacks, then part by part.
  const packed = new ReadableStream({
    start(come) {
      globalThis.onmessage = async ({ data }) => {
        if (data instanceof Uint8Array) come.enqueue(data);
        else if (!data) come.close();
        else
          try {
            const module = await globalThis.unpack(packed, new Response(data));
            postMessage(module, [module.buffer]);
          } catch (error) {
            postMessage(String(error));
          }
      };
    },
  });
}
