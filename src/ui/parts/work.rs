//! Work that takes a while: it is seen while it goes on, and it may be stopped as long as nothing of it is stored.

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::awaited::Order;
use super::trouble::Trouble;
use crate::ui::element::{View, all, button, div, live, nothing, or_nothing, p, progress};
use crate::ui::focus::THEN;
use crate::ui::words;

/// The id of what is said once the person has stopped it; the focus goes there from the button.
const STOPPED: &str = "stopped";

/// What of it can be told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// Nothing of it would stay.
    Possible,
    /// The rest is stored, or was handed out.
    TooLate,
    /// The person has stopped it.
    Done,
}

/// The order, until it is done or stopped, and whom to wake then. Whoever leaves the screen lets it go on.
type Under = Rc<RefCell<(Option<Order>, Option<Waker>)>>;

/// Work of one screen, one at a time.
#[derive(Clone, Copy)]
pub struct Work {
    /// Whether some is under way.
    pub busy: RwSignal<bool>,
    stop: RwSignal<Stop>,
    under: StoredValue<Under, LocalStorage>,
}

impl Work {
    /// None yet.
    pub fn new() -> Self {
        let under = StoredValue::new_local(Under::default());
        Self { busy: RwSignal::new(false), stop: RwSignal::new(Stop::Possible), under }
    }

    /// Begins with it, unless some is under way; what keeps it from being done is said as trouble.
    pub fn begin(self, order: Order, trouble: Trouble) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.stop.set(Stop::Possible);
        trouble.set(None);
        let under: Under = Rc::new(RefCell::new((Some(order), None)));
        self.under.set_value(Rc::clone(&under));
        spawn_local(async move {
            let ended = poll_fn(|context| {
                // Not held while it runs: what it does may stop it.
                let Some(mut order) = under.borrow_mut().0.take() else { return Poll::Ready(None) };
                let polled = order.as_mut().poll(context);
                if polled.is_pending() {
                    under.replace((Some(order), Some(context.waker().clone())));
                }
                polled.map(Some)
            });
            let ended = ended.await;
            self.busy.try_set(false);
            if let Some(Err(told)) = ended {
                trouble.try_set(Some(told));
            }
        });
    }

    /// From here on it is not stopped: something of it stays.
    pub fn stays(self) {
        self.stop.try_set(Stop::TooLate);
    }

    /// Whether the person has stopped it.
    pub fn is_stopped(self) -> bool {
        self.stop.get() == Stop::Done
    }

    fn stop(self) {
        self.stop.set(Stop::Done);
        let (order, waker) = self.under.with_value(|under| under.take());
        drop(order);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// That it goes on, in these words, and the button that stops it.
    pub fn shown(self, say: &'static str) -> View {
        let told = live(move || match (self.busy.get(), self.stop.get()) {
            (true, _) => all(vec![p().text(say).view(), progress().attr("aria-label", say).view()]),
            (false, Stop::Done) => p().attr("id", STOPPED).text(words::STOPPED).view(),
            (false, _) => nothing(),
        });
        let stop = live(move || {
            let possible = self.busy.get() && self.stop.get() == Stop::Possible;
            let stop = || button().attr("type", "button").class("second").attr(THEN, STOPPED);
            or_nothing(possible.then(|| stop().on("click", move |_| self.stop()).text(words::STOP)))
        });
        all(vec![div().attr("role", "status").child(told).view(), stop])
    }
}
