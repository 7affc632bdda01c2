//! Watches the page itself: nobody there means lock; back again means read afresh; three times the escape
//! key means that somebody comes.

use std::time::Duration;

use leptos::leptos_dom::helpers::window_event_listener_untyped;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::absence::{HIDDEN, LastSeen};
use super::preferences;
use super::session::Session;

/// How often it is looked at. A sleeping page looks late, and then at once.
const LOOK: Duration = Duration::from_secs(15);
/// A second more than may pass: the clock gives whole seconds.
const OUT_OF_SIGHT: Duration = Duration::from_secs(HIDDEN.num_seconds().unsigned_abs() + 1);
/// Three times the escape key within this many milliseconds hides everything.
const QUICKLY: f64 = 2000.0;

/// Begins to watch, for as long as the page lives.
pub fn watch(session: Session) {
    let seen = StoredValue::new(LastSeen::at(session.utc()));
    let check = move || {
        if seen.get_value().is_too_long_ago(session.utc()) {
            session.lock_itself();
        }
    };
    // Looks first: the tap that wakes a device is not the one that keeps it open.
    let touch = move || {
        check();
        seen.update_value(|seen| seen.touch(session.utc()));
    };
    let turn = move || {
        check();
        let is_hidden = document().hidden();
        // What was on it stands in no list of open apps. The focus stays where it is.
        if let Some(page) = document().document_element() {
            let _ = page.class_list().toggle_with_force("unseen", is_hidden);
        }
        if is_hidden {
            // A page out of sight may be ended without another word.
            session.seal_drafts();
            seen.update_value(|seen| seen.hide(session.utc()));
            set_timeout(check, OUT_OF_SIGHT);
        } else {
            seen.update_value(LastSeen::show);
        }
    };
    // When the last two were pressed. By the browser's own count: the clock gives whole seconds.
    let escapes = StoredValue::new([f64::NEG_INFINITY; 2]);
    let escaped = move |now: f64| {
        let [before, last] = escapes.get_value();
        let quickly = now - before <= QUICKLY;
        escapes.set_value(if quickly { [f64::NEG_INFINITY; 2] } else { [last, now] });
        if quickly {
            session.hide();
        }
    };
    window_event_listener_untyped("keydown", move |event| {
        if event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape") {
            escaped(event.time_stamp());
        }
    });
    // Words may come by voice or by a keyboard on the screen, without a key.
    for touched in ["keydown", "pointerdown", "input", "wheel"] {
        window_event_listener_untyped(touched, move |_| touch());
    }
    window_event_listener_untyped("focus", move |_| {
        check();
        session.look_again();
    });
    let away = StoredValue::new(preferences::away());
    window_event_listener_untyped("storage", move |_| {
        let told = preferences::away();
        if told != away.get_value() {
            away.set_value(told);
            session.hide_here();
        }
    });
    window_event_listener_untyped("visibilitychange", move |_| turn());
    // Whoever comes back to a page that was left finds it locked, however short that was.
    let left = StoredValue::new(false);
    window_event_listener_untyped("pagehide", move |_| {
        session.seal_drafts();
        left.set_value(true);
    });
    window_event_listener_untyped("pageshow", move |_| {
        if left.get_value() {
            session.lock_itself();
        }
    });
    turn();
    set_interval(check, LOOK);
}
