//! The page: mounts the screens on this browser's storage.

use std::rc::Rc;
use std::time::Duration;

use accord::casebook::Opening;
use accord::clock::SystemClock;
use accord::vault::indexed_db::IndexedDb;
use accord::vault::worker::{InWorker, SCRIPT};
use leptos::prelude::set_timeout;

fn main() {
    // The worker that stretches passphrases runs this module too, and has no page.
    if web_sys::window().is_none() {
        return;
    }
    // In the release app a panic has no words: scripts/finish-build.mjs says that Accord has stopped.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    let mount = || {
        accord::ui::mount(Opening {
            vault: Rc::new(IndexedDb::named(&accord::ui::storage())),
            stretch: Rc::new(InWorker::with_script(SCRIPT)),
            clock: Rc::new(SystemClock),
        });
    };
    // The browser has just made the program: the page answers before it is drawn.
    set_timeout(mount, Duration::ZERO);
}
