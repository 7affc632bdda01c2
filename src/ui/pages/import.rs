//! Opens a file: checked first, shown, then taken in or left.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::casebook::views::ImportPreview;
use crate::ui::device::read_file;
use crate::ui::navigator::Navigator;
use crate::ui::pages::preview::preview;
use crate::ui::parts::heading::heading;
use crate::ui::parts::trouble::{Trouble, about_field, control_id, summary};
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words::exchange as words;

const FILE: &str = "file";

/// A file that was checked, and what it would change.
type Checked = (String, ImportPreview);

/// Opens a file.
pub fn import() -> AnyView {
    let checked = RwSignal::new_local(None::<Checked>);
    let left = RwSignal::new(false);
    (move || match checked.get() {
        None => choose(checked, left),
        Some((text, found)) => decide(text, &found, checked, left),
    })
    .into_any()
}

fn choose(checked: RwSignal<Option<Checked>, LocalStorage>, left: RwSignal<bool>) -> AnyView {
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let trouble: Trouble = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let chosen = NodeRef::<Input>::new();
    let pasted = RwSignal::new(String::new());

    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let file = chosen.get_untracked().and_then(|input| input.files()).and_then(|files| files.get(0));
        busy.set(true);
        left.set(false);
        trouble.set(None);
        spawn_local(async move {
            let text = match file {
                Some(file) => read_file(file).await.ok_or(words::UNREADABLE),
                None => {
                    Some(pasted.get_untracked()).filter(|text| !text.trim().is_empty()).ok_or(words::NO_FILE)
                }
            };
            let found = match (text, session.unlocked()) {
                (Ok(text), Ok(book)) => match book.preview_import(&text).await {
                    Ok(found) => Ok((text, found)),
                    Err(error) => Err(error.told()),
                },
                (Ok(_), Err(told)) => Err(told),
                (Err(say), _) => Err(about_field(FILE, say)),
            };
            busy.try_set(false);
            match found {
                Ok(found) => {
                    navigator.arrive();
                    checked.try_set(Some(found));
                }
                Err(told) => {
                    trouble.try_set(Some(told));
                }
            }
        });
    };
    let (file, paste) = (control_id(FILE), control_id("paste"));
    view! {
        {heading(words::IMPORT, words::IMPORT)}
        <p role="status">{move || left.get().then_some(words::LEFT)}</p>
        <p>{words::IMPORT_WHAT}</p>
        {summary(trouble)}
        <form novalidate autocomplete="off" on:submit=on_submit>
            <div class="field">
                <label for=file.clone()>{words::FILE}</label>
                <span class="hint">{words::FILE_HINT}</span>
                <input id=file type="file" node_ref=chosen />
            </div>
            <div class="field">
                <label for=paste.clone()>{words::PASTE}</label>
                <textarea
                    id=paste
                    autocomplete="off"
                    spellcheck="false"
                    on:input=move |event| pasted.set(event_target_value(&event))
                ></textarea>
            </div>
            <div class="actions">
                <button type="submit" aria-disabled=move || busy.get().then_some("true")>
                    {words::CHECK}
                </button>
            </div>
            <p role="status">{move || busy.get().then_some(words::CHECKING)}</p>
        </form>
    }
    .into_any()
}

fn decide(
    text: String,
    found: &ImportPreview,
    checked: RwSignal<Option<Checked>, LocalStorage>,
    left: RwSignal<bool>,
) -> AnyView {
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let trouble: Trouble = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let take = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let text = text.clone();
        spawn_local(async move {
            let ordered = async {
                let book = session.unlocked()?;
                session.save(book.commit_import(&text), |_| None).await
            };
            match ordered.await {
                Ok(imported) => navigator.replace(Route::Dispute(imported.dispute)),
                Err(told) => {
                    busy.try_set(false);
                    trouble.try_set(Some(told));
                }
            }
        });
    };
    let leave = move |_| {
        navigator.arrive();
        left.set(true);
        checked.set(None);
    };
    view! {
        {heading(words::PREVIEW, words::PREVIEW)}
        {summary(trouble)}
        {preview(found)}
        <div class="actions">
            <button type="button" aria-disabled=move || busy.get().then_some("true") on:click=take>
                {words::TAKE}
            </button>
            <button type="button" class="second" on:click=leave>
                {words::LEAVE}
            </button>
        </div>
    }
    .into_any()
}
