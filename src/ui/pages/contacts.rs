//! Whom to ring: the people and agencies that the procedure names, a tap each.

use std::rc::Rc;

use crate::casebook::Casebook;
use crate::casebook::drafts::CONTACTS;
use crate::casebook::views::{Answers, ContactsView};
use crate::ui::drafts::Form;
use crate::ui::element::{View, all, h2, li, or_nothing, p, ul};
use crate::ui::parts::form::form;
use crate::ui::parts::heading::heading;
use crate::ui::parts::link::link;
use crate::ui::parts::loaded::loaded;
use crate::ui::parts::ring::ring;
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words::contacts as words;

/// The numbers.
pub fn contacts() -> View {
    let read = |book: Rc<Casebook>| async move { book.contacts().await };
    all(vec![heading(words::CONTACTS, words::CONTACTS), loaded(read, show)])
}

fn show(view: &ContactsView) -> View {
    let session = Session::of_page();
    let order = move |answers: Answers| async move {
        let book = session.unlocked()?;
        session.save(book.keep_contacts(&answers), |()| None).await?;
        session.look_again();
        Ok(Route::Contacts)
    };
    let kept = view.kept.iter().map(|(whom, number)| li().child(ring("button second", whom, number)));
    let named = Form { name: CONTACTS.to_owned(), ..Form::default() };
    let unreadable = view.unreadable.then(|| p().class("notice late").text(words::UNREADABLE));
    let card = link(Route::Settings, "", words::TO_CARD);
    all(vec![
        p().text(words::WHY).view(),
        p().class("soft").text(words::LOCKED).text(" ").child(card).view(),
        or_nothing(unreadable),
        or_nothing((!view.kept.is_empty()).then(|| ul().class("plain").each(kept))),
        h2().text(words::NUMBERS).view(),
        p().class("soft").text(&words::of(&view.partnership)).view(),
        form(named, view.asks.clone(), words::KEEP, Route::Home, order),
    ])
}
