//! Who uses this device, and the numbers of the safety card.

use std::rc::Rc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::profile::{asked, profile_of, questions};
use crate::casebook::Casebook;
use crate::casebook::views::{ProcedureChoice, Profile};
use crate::ui::navigator::Navigator;
use crate::ui::parts::heading::heading;
use crate::ui::parts::loaded::loaded;
use crate::ui::parts::trouble::{Trouble, summary};
use crate::ui::preferences::{Kept, Numbers, keep_numbers, numbers};
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words::settings as words;

/// Settings.
pub fn settings() -> AnyView {
    let read = |book: Rc<Casebook>| async move { Ok((book.profile().await?, book.procedures().await?)) };
    view! {
        {heading(words::SETTINGS, words::SETTINGS)}
        <h2>{words::ABOUT_YOU}</h2>
        <p>{words::ABOUT_WHY}</p>
        {loaded(read, |(profile, offered)| profile_form(&profile, offered))}
        <h2>{words::NUMBERS}</h2>
        {numbers_form()}
    }
    .into_any()
}

fn profile_form(profile: &Profile, offered: Vec<ProcedureChoice>) -> AnyView {
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let trouble: Trouble = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let draft = RwSignal::new(asked(profile, &offered));
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let profile = draft.with_untracked(profile_of);
        spawn_local(async move {
            let ordered = async {
                let book = session.unlocked()?;
                session.save(book.set_profile(&profile), |()| None).await
            };
            match ordered.await {
                Ok(()) => navigator.go(Route::Home),
                Err(told) => {
                    busy.try_set(false);
                    trouble.try_set(Some(told));
                }
            }
        });
    };
    view! {
        {summary(trouble)}
        <form novalidate autocomplete="off" on:submit=on_submit>
            {questions(offered, draft, trouble)}
            <div class="actions">
                <button type="submit">{words::SAVE}</button>
            </div>
        </form>
    }
    .into_any()
}

fn numbers_form() -> AnyView {
    let kept = numbers();
    let (duty, lead) = (RwSignal::new(kept.duty_team), RwSignal::new(kept.lead));
    let said = RwSignal::new("");
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let numbers = Numbers { duty_team: duty.get_untracked(), lead: lead.get_untracked() };
        said.set(match keep_numbers(&numbers) {
            Kept::Yes => words::NUMBERS_KEPT,
            Kept::No => words::NUMBERS_NOT_KEPT,
        });
    };
    view! {
        <p>{words::NUMBERS_WHY}</p>
        <form novalidate autocomplete="off" on:submit=on_submit>
            {number("number-duty", words::DUTY, duty)}
            {number("number-lead", words::LEAD, lead)}
            <div class="actions">
                <button type="submit" class="second">
                    {words::NUMBERS_SAVE}
                </button>
            </div>
            <p role="status">{move || said.get()}</p>
        </form>
    }
    .into_any()
}

fn number(id: &'static str, label: &'static str, typed: RwSignal<String>) -> AnyView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                type="tel"
                autocomplete="off"
                prop:value=typed.get_untracked()
                on:input=move |event| typed.set(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}
