//! The page: mounts the screens on this browser's storage.

use std::rc::Rc;

use accord::casebook::Opening;
use accord::clock::SystemClock;
use accord::vault::indexed_db::IndexedDb;
use accord::vault::worker::{InWorker, SCRIPT};

/// Names the storage of this origin.
const DATABASE: &str = "accord";

fn main() {
    // The worker that stretches passphrases runs this module too, and has no page.
    if web_sys::window().is_none() {
        return;
    }
    // In the release app a panic has no words: scripts/finish-build.mjs says that Accord has stopped.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    accord::ui::mount(Opening {
        vault: Rc::new(IndexedDb::named(DATABASE)),
        stretch: Rc::new(InWorker::with_script(SCRIPT)),
        clock: Rc::new(SystemClock),
    });
}
