//! Watches the page itself: nobody there means lock; back again means read afresh.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use super::session::Session;

/// So long without a key or a tap, and the keys are dropped.
const IDLE: f64 = 5.0 * 60.0 * 1000.0;
/// How often it is looked at. A sleeping page looks late, and then at once.
const LOOK: Duration = Duration::from_secs(15);

/// Begins to watch, for as long as the page lives.
pub fn watch(session: Session) {
    let touched = StoredValue::new(since_start());
    let touch = move || touched.set_value(since_start());
    let check = move || {
        if since_start() - touched.get_value() > IDLE {
            session.lock_itself();
        }
    };
    window_event_listener(ev::keydown, move |_| touch());
    window_event_listener(ev::pointerdown, move |_| touch());
    window_event_listener(ev::focus, move |_| {
        check();
        session.look_again();
    });
    set_interval(check, LOOK);
}

/// Milliseconds since the page began: a length of time, not a date.
fn since_start() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
