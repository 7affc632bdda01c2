//! Who uses this device, and the numbers of the safety card.

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::Event;

use super::issued::{calendar_card, taken_over};
use super::profile::{ask, asked, first, profile_of, questions};
use crate::casebook::Casebook;
use crate::casebook::drafts::PROFILE;
use crate::casebook::profile::missing;
use crate::casebook::telephone::refused;
use crate::casebook::views::{AskKind, ProcedureChoice, Profile, Told};
use crate::ui::drafts::{Form, Typed};
use crate::ui::element::{View, all, button, div, form, h2, live_words, p};
use crate::ui::navigator::Navigator;
use crate::ui::parts::awaited::await_order;
use crate::ui::parts::begun::begun;
use crate::ui::parts::field::field;
use crate::ui::parts::form::unchecked;
use crate::ui::parts::heading::heading;
use crate::ui::parts::link::link;
use crate::ui::parts::loaded::loaded;
use crate::ui::parts::own_lock::own_lock;
use crate::ui::parts::trouble::{Trouble, about_fields, summary};
use crate::ui::preferences::{Kept, keep_numbers, numbers};
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words::settings as words;
use crate::ui::words::{backup, issued, partnership};

/// Settings.
pub fn settings() -> View {
    let read = |book: Rc<Casebook>| async move { Ok((book.profile().await?, book.procedures().await?)) };
    all(vec![
        heading(words::SETTINGS, words::SETTINGS),
        h2().text(words::ABOUT_YOU).view(),
        p().text(words::ABOUT_WHY).view(),
        loaded(read, |(profile, offered)| profile_form(profile, offered.clone())),
        h2().text(backup::BACKUP).view(),
        p().text(backup::WHAT).view(),
        p().class("go").child(link(Route::Backup, "", words::TO_BACKUP)).view(),
        p().class("go").child(link(Route::Partnership, "", partnership::TO_PARTNERSHIP)).view(),
        p().class("go").child(link(Route::Secrets, "", words::TO_SECRETS)).view(),
        own_lock(),
        h2().text(words::NUMBERS).view(),
        numbers_form(),
        p().class("go").child(link(Route::Contacts, "", words::RING)).view(),
        h2().text(issued::PROCEDURES).view(),
        p().text(issued::PROCEDURES_WHY).view(),
        loaded(|book: Rc<Casebook>| async move { book.taken_over().await }, |cards| taken_over(cards)),
        h2().text(issued::CALENDAR).view(),
        p().text(issued::CALENDAR_WHY).view(),
        loaded(|book: Rc<Casebook>| async move { book.calendar().await }, calendar_card),
        p().class("go").child(link(Route::Wipe, "", crate::ui::words::wipe::WIPE)).view(),
        p().class("go").child(link(Route::Help(None), "", crate::ui::words::help::HELP)).view(),
    ])
}

fn profile_form(profile: &Profile, offered: Vec<ProcedureChoice>) -> View {
    let title = words::ABOUT_YOU.to_owned();
    let form = Form { name: PROFILE.to_owned(), title, about: String::new() };
    begun(form, asked(profile, &offered), move |draft| about_you(offered.clone(), draft))
}

fn about_you(offered: Vec<ProcedureChoice>, draft: Typed) -> View {
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let trouble: Trouble = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let on_submit = move |event: Event| {
        event.prevent_default();
        let profile = draft.with_untracked(profile_of);
        let reasons = missing(&profile);
        if !reasons.is_empty() {
            return trouble.set(Some(about_fields(reasons)));
        }
        let ordered = async move {
            let book = session.unlocked()?;
            session.save(book.set_profile(&profile), |()| None).await?;
            session.drafts().forget(PROFILE);
            navigator.go(Route::Home);
            Ok(())
        };
        await_order(Box::pin(ordered), busy, trouble);
    };
    let save = button().attr("type", "submit").text(words::SAVE);
    let asks = unchecked(form())
        .on("submit", on_submit)
        .child(questions(offered, draft, trouble))
        .child(div().class("actions").child(save));
    all(vec![summary(trouble), asks.view()])
}

fn numbers_form() -> View {
    let asked = [("number-duty", words::DUTY), ("number-lead", words::LEAD)];
    let typed = asked.iter().zip(numbers()).map(|((id, _), number)| ((*id).to_owned(), vec![number]));
    let typed = Typed::new(typed.collect());
    let trouble: Trouble = RwSignal::new(None);
    let said = RwSignal::new("");
    let on_submit = move |event: Event| {
        event.prevent_default();
        let (mut kept, mut reasons) = (numbers(), Vec::new());
        // What is right is on the card, whatever is wrong with the other.
        for ((id, whom), kept) in asked.into_iter().zip(&mut kept) {
            let number = typed.with_untracked(|typed| first(typed, id));
            match refused(&number, id, whom) {
                Some(wrong) => reasons.push(wrong),
                None => *kept = number,
            }
        }
        let is_wrong = !reasons.is_empty();
        said.set(match keep_numbers(&kept) {
            Kept::Yes if is_wrong => "",
            Kept::Yes => words::NUMBERS_KEPT,
            Kept::No => words::NUMBERS_NOT_KEPT,
        });
        let happened = words::NUMBER_WRONG.to_owned();
        trouble.set(is_wrong.then(|| Told { happened, to_do: String::new(), reasons }));
    };
    let number = |id, whom| field(&ask(id, whom, AskKind::Telephone), str::to_owned(id), typed, trouble);
    let save = button().attr("type", "submit").class("second").text(words::NUMBERS_SAVE);
    let asks = unchecked(form())
        .on("submit", on_submit)
        .child(all(asked.map(|(id, whom)| number(id, whom.said())).into()))
        .child(div().class("actions").child(save))
        .child(p().attr("role", "status").child(live_words(move || Some(said.get().to_owned()))));
    all(vec![p().text(words::NUMBERS_WHY).view(), summary(trouble), asks.view()])
}
