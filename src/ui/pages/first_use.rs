//! First use: who you are, five words or a passphrase of one's own, then the recovery code, shown this once.

use leptos::prelude::*;
use web_sys::Event;

use super::profile::{asked, profile_of, questions};
use super::{backup, recovery};
use crate::casebook::built_in_procedures;
use crate::casebook::profile::missing;
use crate::casebook::views::{Profile, Told};
use crate::ui::element::{View, all, button, div, form, h2, live, nothing, or_nothing, p};
use crate::ui::navigator::Navigator;
use crate::ui::pages::cannot;
use crate::ui::parts::casebooks::back_to_another;
use crate::ui::parts::form::{submit, unchecked};
use crate::ui::parts::heading::heading;
use crate::ui::parts::new_passphrase::NewPassphrase;
use crate::ui::parts::passphrase::{account, show_toggle};
use crate::ui::parts::trouble::{Trouble, about_fields, summary};
use crate::ui::parts::work::Work;
use crate::ui::preferences::{remember_casebook, was_there};
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::shell::{Shell, tell};
use crate::ui::words;
use crate::ui::words::{door, settings};

const ABOUT_YOU: &str = "about-you";

/// Makes the casebook.
pub fn first_use() -> View {
    // Only a change from one to the other draws the form again: whatever else is told costs no typed word.
    let offline = Shell::of_page().offline;
    let unavailable =
        Memo::new(move |_| offline.get().filter(|told| told == "unavailable").unwrap_or_default());
    let session = Session::of_page();
    let restoring = RwSignal::new(false);
    live(move || {
        let code = session.code().get();
        if !code.is_empty() {
            recovery::shown(&code, |session, navigator| {
                // Whatever the address was of, it is not in a new casebook.
                navigator.replace(Route::Home);
                session.enter();
            })
        } else if !unavailable.get().is_empty() {
            cannot(&Told {
                happened: words::OFFLINE_UNAVAILABLE.to_owned(),
                to_do: words::OFFLINE_TO_DO.to_owned(),
                reasons: Vec::new(),
            })
        } else if restoring.get() {
            all(vec![backup::first(), other_way(restoring, words::backup::BEGIN_AFRESH)])
        } else {
            choose(restoring)
        }
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

/// Where what is on the home screen has a storage of its own, whoever begins here would have to begin again there.
fn install_first() -> View {
    let install = Shell::of_page().install;
    live(move || {
        let first = install.get().as_deref() == Some("by-hand");
        or_nothing(first.then(|| p().class("notice").text(door::INSTALL_FIRST)))
    })
}

fn choose(restoring: RwSignal<bool>) -> View {
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let trouble: Trouble = RwSignal::new(None);
    let (work, secret) = (Work::new(), NewPassphrase::new());
    let offered = built_in_procedures(session.now());
    let about = session.drafts().of_no_vault(ABOUT_YOU, || asked(&Profile::default(), &offered));

    let on_submit = move |event: Event| {
        event.prevent_default();
        let profile = about.with_untracked(profile_of);
        let mut reasons = missing(&profile);
        let chosen = secret.chosen().map_err(|told| reasons.extend(told.reasons)).unwrap_or_default();
        if !reasons.is_empty() {
            return trouble.set(Some(about_fields(reasons)));
        }
        let made = async move {
            let stays = || {
                work.stays();
                // The screen of the code stands as soon as there is one.
                navigator.arrive();
            };
            session.create(&chosen, &profile, stays).await?;
            remember_casebook();
            session.drafts().forget(ABOUT_YOU);
            tell("accord-keep");
            Ok(())
        };
        work.begin(Box::pin(made), trouble);
    };
    let asks = unchecked(form())
        .on("submit", on_submit)
        .child(h2().text(settings::ABOUT_YOU))
        .child(p().text(settings::ABOUT_WHY))
        .child(questions(offered, about, trouble))
        .child(h2().text(door::PASSPHRASE))
        .child(account())
        .child(secret.fields(trouble))
        .child(live(move || if secret.own.get() { show_toggle(secret.shown) } else { nothing() }))
        .child(secret.other(trouble))
        .child(p().text(door::NO_RESET))
        .child(div().class("actions").child(submit(door::MAKE, work.busy)))
        .child(work.shown(door::MAKING.said()));
    all(vec![
        heading(door::FIRST, door::FIRST),
        p().text(door::FIRST_WHAT).view(),
        p().text(door::FIRST_WHERE).view(),
        or_nothing(was_there().then(|| p().class("notice late").text(door::GONE))),
        install_first(),
        back_to_another(),
        other_way(restoring, words::backup::I_HAVE),
        summary(trouble),
        asks.view(),
    ])
}
