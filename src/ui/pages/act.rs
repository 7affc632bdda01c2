//! One action of a dispute: what it means, why it may have to wait, and what it asks.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::casebook::Casebook;
use crate::casebook::views::{Action, DisputeView, Readiness};
use crate::ui::element::{View, all, div, or_nothing, p};
use crate::ui::parts::form::form;
use crate::ui::parts::heading::heading;
use crate::ui::parts::link::link;
use crate::ui::parts::loaded::loaded_screen;
use crate::ui::parts::trouble::reasons;
use crate::ui::route::{ActionName, Route};
use crate::ui::session::Session;
use crate::ui::words::dispute as words;

/// The action of that name.
pub fn act(dispute: String, name: ActionName) -> View {
    // The form is drawn for the action that was chosen; another tab's entry must not exchange it.
    let chosen = Rc::new(OnceCell::new());
    let read = move |book: Rc<Casebook>| {
        let (dispute, name, chosen) = (dispute.clone(), name.clone(), Rc::clone(&chosen));
        async move {
            let view = book.dispute(&dispute).await?;
            if let Some(named) = view.actions.iter().find(|one| ActionName::of(&dispute, one) == name) {
                chosen.get_or_init(|| named.clone());
            }
            Ok((view.id.clone(), view.title.clone(), chosen.get().cloned()))
        }
    };
    loaded_screen(words::ACT, read, |(dispute, title, action)| match action {
        Some(action) => show(dispute.clone(), title, action.clone()),
        None => gone(dispute.clone()),
    })
}

fn show(dispute: String, title: &str, action: Action) -> View {
    let session = Session::of_page();
    let back = Route::Dispute(dispute.clone());
    let name = ["act/", &dispute, "/", &action.id].concat();
    let waits = match &action.readiness {
        Readiness::Ready => None,
        Readiness::NotYet(why) => Some(div().class("notice").child(reasons(why))),
    };
    let id = action.id;
    let order = move |answers| {
        let (dispute, id) = (dispute.clone(), id.clone());
        async move {
            let book = session.unlocked()?;
            let view: DisputeView =
                session.save(book.act(&dispute, &id, &answers), |view| Some(view.now)).await?;
            Ok(Route::Dispute(view.id))
        }
    };
    all(vec![
        p().class("soft").text(title).view(),
        heading(words::ACT, &action.title),
        or_nothing(action.explain.map(|say| p().text(&say))),
        or_nothing(waits),
        form(name, action.asks, words::SAVE, back, order),
    ])
}

fn gone(dispute: String) -> View {
    all(vec![
        heading(words::ACT, words::ACT_GONE),
        link(Route::Dispute(dispute), "button", words::TO_DISPUTE),
    ])
}
