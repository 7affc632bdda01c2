//! One tap records that a child may be in danger: nothing is asked, and nothing is looked up first.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::trouble::Trouble;
use crate::casebook::views::{Answers, DisputeView};
use crate::casebook::{Casebook, CasebookError, RISK};
use crate::ui::element::{View, button};
use crate::ui::focus::THEN;
use crate::ui::session::Session;

/// The id of the heading that says that a child may be in danger now.
pub const DANGER_NOW: &str = "danger-now";

/// The button that records it in a dispute.
pub fn danger_in(
    dispute: String,
    say: String,
    trouble: Trouble,
    then: impl Fn(DisputeView) + 'static,
) -> View {
    let order = move |book: Rc<Casebook>| -> Ordered {
        let dispute = dispute.clone();
        Box::pin(async move { book.act(&dispute, RISK, &Answers::new()).await })
    };
    tap(say, trouble, Box::new(order), Rc::new(then))
}

/// The button that records it as a new dispute, under that procedure and track.
pub fn danger_anew(
    (procedure, track): (String, String),
    say: String,
    trouble: Trouble,
    then: impl Fn(DisputeView) + 'static,
) -> View {
    let order = move |book: Rc<Casebook>| -> Ordered {
        let (procedure, track) = (procedure.clone(), track.clone());
        Box::pin(async move { book.begin(&procedure, &track, RISK, &Answers::new()).await })
    };
    tap(say, trouble, Box::new(order), Rc::new(then))
}

/// How long a button that has just appeared hears nothing: a second tap on what stood there before is not meant for it.
const TOO_SOON: Duration = Duration::from_secs(1);

/// An order under way, whichever it is: one tap for all of them.
type Ordered = Pin<Box<dyn Future<Output = Result<DisputeView, CasebookError>>>>;

fn tap(
    say: String,
    trouble: Trouble,
    order: Box<dyn Fn(Rc<Casebook>) -> Ordered>,
    then: Rc<dyn Fn(DisputeView)>,
) -> View {
    let session = Session::of_page();
    let too_soon = RwSignal::new(true);
    set_timeout(move || _ = too_soon.try_set(false), TOO_SOON);
    let on_click = move |_| {
        if too_soon.get_untracked() {
            return;
        }
        let ordered = session.unlocked().map(|book| session.save(order(book), |view| Some(view.now)));
        let then = Rc::clone(&then);
        spawn_local(async move {
            let recorded = match ordered {
                Ok(ordered) => ordered.await,
                Err(told) => Err(told),
            };
            match recorded {
                Ok(view) => then(view),
                Err(told) => {
                    trouble.try_set(Some(told));
                }
            }
        });
    };
    // Where the dispute is on the screen, its section of the danger comes in place of the button.
    let tap = button().attr("type", "button").class("danger").attr(THEN, DANGER_NOW);
    let tap = tap.live_attr("aria-disabled", move || too_soon.get().then_some("true"));
    tap.on("click", on_click).text(&say).view()
}
