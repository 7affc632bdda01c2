//! Makes a file of a dispute. It is made; it has not been sent.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::casebook::views::ExportFile;
use crate::ui::device::{Download, browser_told};
use crate::ui::parts::heading::heading;
use crate::ui::parts::link::link;
use crate::ui::parts::trouble::{Trouble, summary};
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words::dispute;
use crate::ui::words::exchange as words;

/// How far the file has come.
#[derive(Clone)]
enum Made {
    NotYet,
    Making,
    File { download: Download, file: ExportFile, marked: bool },
}

/// Makes the file of the dispute of that id.
pub fn export(id: String) -> AnyView {
    let session = Session::of_page();
    let made = RwSignal::new_local(Made::NotYet);
    let trouble: Trouble = RwSignal::new(None);
    let back = Route::Dispute(id.clone());
    let make = move |_| {
        if matches!(made.get_untracked(), Made::Making) {
            return;
        }
        made.set(Made::Making);
        trouble.set(None);
        let id = id.clone();
        spawn_local(async move {
            let handed_out = async {
                let book = session.unlocked()?;
                let file = book.export(&id).await.map_err(|error| error.told())?;
                let download = Download::hand_out(&file).ok_or_else(browser_told)?;
                Ok((book, download, file))
            };
            match handed_out.await {
                Ok((book, download, file)) => {
                    let marked = book.file_made(&id, &file).await.is_ok();
                    made.try_set(Made::File { download, file, marked });
                }
                Err(told) => {
                    made.try_set(Made::NotYet);
                    trouble.try_set(Some(told));
                }
            }
        });
    };
    let state = move || match made.get() {
        Made::NotYet => ().into_any(),
        Made::Making => view! { <p>{crate::ui::words::READING}</p> }.into_any(),
        Made::File { download, file, marked } => view! {
            <div class="notice">
                <h2>{words::MADE}</h2>
                <p>{words::MADE_TO_DO}</p>
                <p>
                    {file.name.clone()} ", " {words::entries(file.entries.len())} ". "
                    <a href=download.address() download=file.name>
                        {words::AGAIN}
                    </a>
                </p>
                {(!marked).then(|| view! { <p>{words::NOT_MARKED}</p> })}
            </div>
        }
        .into_any(),
    };
    view! {
        {heading(words::EXPORT, words::EXPORT)}
        <p>{words::EXPORT_WHAT}</p>
        <p>{words::EXPORT_PLAIN}</p>
        {summary(trouble)}
        <div role="status">{state}</div>
        <div class="actions">
            <button type="button" on:click=make>
                {words::EXPORT_BUTTON}
            </button>
            {link(back, "button second", dispute::TO_DISPUTE)}
        </div>
    }
    .into_any()
}
