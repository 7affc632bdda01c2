//! First use: who you are, a passphrase twice, then the recovery code, shown this once.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::Event;
use zeroize::Zeroizing;

use super::backup;
use super::profile::{asked, profile_of, questions};
use crate::casebook::built_in_procedures;
use crate::casebook::views::{Profile, Told};
use crate::ui::element::{View, all, button, div, form, h2, live, live_words, p};
use crate::ui::navigator::Navigator;
use crate::ui::pages::cannot;
use crate::ui::parts::form::{submit, unchecked};
use crate::ui::parts::heading::heading;
use crate::ui::parts::passphrase::{Typed, account, passphrase, show_toggle};
use crate::ui::parts::trouble::{Trouble, about_field, summary};
use crate::ui::session::Session;
use crate::ui::shell::{Shell, tell};
use crate::ui::words;
use crate::ui::words::{door, settings};

const SHORTEST: usize = 12;
const ABOUT_YOU: &str = "about-you";
const FIRST: &str = "passphrase";
const SECOND: &str = "passphrase-again";

/// Makes the casebook.
pub fn first_use() -> View {
    // Only a change from one to the other draws the form again: whatever else is told costs no typed word.
    let offline = Shell::of_page().offline;
    let unavailable =
        Memo::new(move |_| offline.get().filter(|told| told == "unavailable").unwrap_or_default());
    let code = RwSignal::new(None::<String>);
    let restoring = RwSignal::new(false);
    live(move || match code.get() {
        Some(code) => show_code(&code),
        None if !unavailable.get().is_empty() => cannot(&Told {
            happened: words::OFFLINE_UNAVAILABLE.to_owned(),
            to_do: words::OFFLINE_TO_DO.to_owned(),
            reasons: Vec::new(),
        }),
        None if restoring.get() => {
            all(vec![backup::first(), other_way(restoring, words::backup::BEGIN_AFRESH)])
        }
        None => choose(code, restoring),
    })
}

/// Leads to the other way of beginning.
fn other_way(restoring: RwSignal<bool>, say: &'static str) -> View {
    let navigator = Navigator::of_page();
    let other = move |_| {
        navigator.arrive();
        restoring.update(|restoring| *restoring = !*restoring);
    };
    p().child(button().attr("type", "button").class("wordly").on("click", other).text(say)).view()
}

fn choose(code: RwSignal<Option<String>>, restoring: RwSignal<bool>) -> View {
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let trouble: Trouble = RwSignal::new(None);
    let (busy, shown) = (RwSignal::new(false), RwSignal::new(false));
    let (first, second) = (Typed::default(), Typed::default());
    let offered = built_in_procedures(session.now());
    let about = session.drafts().of_no_vault(ABOUT_YOU, || asked(&Profile::default(), &offered));

    let on_submit = move |event: Event| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let (once, again) = (first.get_untracked(), second.get_untracked());
        if let Some(told) = fault(&once, &again) {
            trouble.set(Some(told));
            return;
        }
        trouble.set(None);
        busy.set(true);
        let profile = about.with_untracked(profile_of);
        spawn_local(async move {
            match session.create(&once, &profile).await {
                Ok(made) => {
                    session.drafts().forget(ABOUT_YOU);
                    tell("accord-keep");
                    first.set(Zeroizing::default());
                    second.set(Zeroizing::default());
                    navigator.arrive();
                    code.set(Some(made));
                }
                Err(told) => trouble.set(Some(told)),
            }
            busy.try_set(false);
        });
    };
    let secret = |name, say, hint, typed| passphrase(name, say, hint, "new-password", typed, shown, trouble);
    let asks = unchecked(form())
        .on("submit", on_submit)
        .child(h2().text(settings::ABOUT_YOU))
        .child(p().text(settings::ABOUT_WHY))
        .child(questions(offered, about, trouble))
        .child(h2().text(door::PASSPHRASE))
        .child(account())
        .child(secret(FIRST, door::PASSPHRASE_NEW, Some(door::PASSPHRASE_HINT), first))
        .child(secret(SECOND, door::PASSPHRASE_AGAIN, None, second))
        .child(show_toggle(shown))
        .child(p().text(door::NO_RESET))
        .child(div().class("actions").child(submit(door::MAKE, busy)))
        .child(
            p().attr("role", "status").child(live_words(move || busy.get().then(|| door::MAKING.to_owned()))),
        );
    all(vec![
        heading(door::FIRST, door::FIRST),
        p().text(door::FIRST_WHAT).view(),
        p().text(door::FIRST_WHERE).view(),
        other_way(restoring, words::backup::I_HAVE),
        summary(trouble),
        asks.view(),
    ])
}

fn fault(once: &str, again: &str) -> Option<Told> {
    if once.chars().count() < SHORTEST {
        return Some(about_field(FIRST, door::TOO_SHORT));
    }
    (once != again).then(|| about_field(SECOND, door::NOT_THE_SAME))
}

fn show_code(code: &str) -> View {
    let session = Session::of_page();
    let label = p().attr("id", "code-label").class("what").text(door::CODE_LABEL);
    let shown = p().class("code").attr("role", "group").attr("aria-labelledby", "code-label").text(code);
    let kept = button().attr("type", "button").on("click", move |_| session.enter()).text(door::CODE_KEPT);
    all(vec![
        heading(door::CODE, door::CODE),
        p().text(door::CODE_WHAT).view(),
        label.view(),
        shown.view(),
        div().class("actions").child(kept).view(),
    ])
}
