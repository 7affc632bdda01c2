//! First use: who you are, a passphrase twice, then the recovery code, shown this once.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use zeroize::Zeroizing;

use super::profile::{asked, profile_of, questions};
use crate::casebook::built_in_procedures;
use crate::casebook::views::{Profile, Told};
use crate::ui::device;
use crate::ui::navigator::Navigator;
use crate::ui::pages::cannot;
use crate::ui::parts::heading::heading;
use crate::ui::parts::news::cannot_be_kept;
use crate::ui::parts::passphrase::{Typed, account, passphrase, show_toggle};
use crate::ui::parts::trouble::{Trouble, about_field, summary};
use crate::ui::session::Session;
use crate::ui::words;
use crate::ui::words::{door, settings};

const SHORTEST: usize = 12;
const ABOUT_YOU: &str = "about-you";
const FIRST: &str = "passphrase";
const SECOND: &str = "passphrase-again";

/// Makes the casebook.
pub fn first_use() -> AnyView {
    let unavailable = cannot_be_kept();
    let code = RwSignal::new(None::<String>);
    (move || match code.get() {
        Some(code) => show_code(code),
        None if unavailable.get() => cannot(&Told {
            happened: words::OFFLINE_UNAVAILABLE.to_owned(),
            to_do: words::OFFLINE_TO_DO.to_owned(),
            reasons: Vec::new(),
        }),
        None => choose(code),
    })
    .into_any()
}

fn choose(code: RwSignal<Option<String>>) -> AnyView {
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let trouble: Trouble = RwSignal::new(None);
    let (busy, shown) = (RwSignal::new(false), RwSignal::new(false));
    let (first, second) = (Typed::default(), Typed::default());
    let offered = built_in_procedures(session.now());
    let about = session.draft(ABOUT_YOU, || asked(&Profile::default(), &offered));

    let on_submit = move |event: SubmitEvent| {
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
                    session.drop_draft(ABOUT_YOU);
                    device::ask_to_keep();
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
    view! {
        {heading(door::FIRST, door::FIRST)}
        <p>{door::FIRST_WHAT}</p>
        <p>{door::FIRST_WHERE}</p>
        {summary(trouble)}
        <form novalidate autocomplete="off" on:submit=on_submit>
            <h2>{settings::ABOUT_YOU}</h2>
            <p>{settings::ABOUT_WHY}</p>
            {questions(offered, about, trouble)}
            <h2>{door::PASSPHRASE}</h2>
            {account()}
            {passphrase(FIRST, door::PASSPHRASE_NEW, Some(door::PASSPHRASE_HINT), "new-password", first, shown, trouble)}
            {passphrase(SECOND, door::PASSPHRASE_AGAIN, None, "new-password", second, shown, trouble)}
            {show_toggle(shown)}
            <p>{door::NO_RESET}</p>
            <div class="actions">
                <button type="submit" aria-disabled=move || busy.get().then_some("true")>
                    {door::MAKE}
                </button>
            </div>
            <p role="status">{move || busy.get().then_some(door::MAKING)}</p>
        </form>
    }
    .into_any()
}

fn fault(once: &str, again: &str) -> Option<Told> {
    if once.chars().count() < SHORTEST {
        return Some(about_field(FIRST, door::TOO_SHORT));
    }
    (once != again).then(|| about_field(SECOND, door::NOT_THE_SAME))
}

fn show_code(code: String) -> AnyView {
    let session = Session::of_page();
    view! {
        {heading(door::CODE, door::CODE)}
        <p>{door::CODE_WHAT}</p>
        <p id="code-label" class="what">
            {door::CODE_LABEL}
        </p>
        <p class="code" role="group" aria-labelledby="code-label">
            {code}
        </p>
        <div class="actions">
            <button type="button" on:click=move |_| session.enter()>
                {door::CODE_KEPT}
            </button>
        </div>
    }
    .into_any()
}
