//! Everything is removed from this device, once it was said what has never left it.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::Event;

use super::home::loaded_home;
use crate::casebook::views::HomeView;
use crate::ui::element::{View, all, button, div, form, input, label, li, p, ul};
use crate::ui::parts::form::unchecked;
use crate::ui::parts::heading::heading;
use crate::ui::parts::link::link;
use crate::ui::parts::trouble::{Trouble, about_field, control_id, marked_wrong, summary, wrong_here};
use crate::ui::preferences::casebooks;
use crate::ui::route::Route;
use crate::ui::shell::{listen, tell};
use crate::ui::words::{backup, dates, home, wipe as words};
use crate::words::Word;

const WORD: &str = "word";

/// The screen.
pub fn wipe() -> View {
    let (title, what, remove) = match casebooks() > 1 {
        true => (words::WIPE_ONE, words::WHAT_OF_ONE, words::WIPE_ONE),
        false => (words::WIPE, words::WHAT, words::REMOVE),
    };
    all(vec![
        heading(title, title),
        p().text(what).view(),
        loaded_home(left),
        p().text(words::BEST_EFFORT).view(),
        asked(remove),
    ])
}

/// What would be lost.
fn left(view: &Arc<HomeView>) -> View {
    let safety = &view.safety;
    let last = safety.backup.as_ref().map(|last| backup::last(&dates::day(last.day)));
    let entries = match safety.not_exported {
        0 if view.disputes.is_empty() => home::NOTHING_YET.to_owned(),
        0 => home::ALL_EXPORTED.to_owned(),
        n => home::not_exported(n),
    };
    let make = link(Route::Backup, "", backup::MAKE);
    // What is in a file may lie among the downloads, and go with the phone.
    let in_files = safety.not_sent > safety.not_exported;
    ul().child(li().text(&[&entries, "."].concat()))
        .maybe(in_files.then(|| li().text(&words::not_sent(safety.not_sent))))
        .maybe((!view.begun.is_empty()).then(|| li().text(&words::begun(view.begun.len()))))
        .child(li().text(last.as_deref().unwrap_or(backup::NONE_YET)).text(" ").child(make))
        .view()
}

fn asked(remove: &'static Word) -> View {
    let trouble: Trouble = RwSignal::new(None);
    let typed = RwSignal::new(String::new());
    listen("accord-not-wiped", move || drop(trouble.try_set(Some(about_field(WORD, words::REFUSED)))));
    let on_submit = move |event: Event| {
        event.prevent_default();
        if typed.with(|typed| typed.trim().eq_ignore_ascii_case(words::WORD)) {
            trouble.set(None);
            tell("accord-wipe");
        } else {
            trouble.set(Some(about_field(WORD, words::NOT_THE_WORD)));
        }
    };
    let id = control_id(WORD);
    let control = input()
        .attr("id", &id)
        .attr("type", "text")
        .attr("autocapitalize", "none")
        .on("input", move |event| typed.set(event_target_value(&event)));
    let field = div()
        .class("field")
        .child(label().attr("for", &id).text(words::TYPE))
        .child(wrong_here(WORD, trouble))
        .child(marked_wrong(control, WORD, trouble));
    let remove = button().attr("type", "submit").class("danger").text(remove);
    let asks = unchecked(form()).on("submit", on_submit).child(field).child(
        div().class("actions").child(remove).child(link(
            Route::Settings,
            "button second",
            crate::ui::words::LEAVE,
        )),
    );
    all(vec![summary(trouble), asks.view()])
}
