//! Makes a file of a dispute. It is made; it has not been sent.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::casebook::views::ExportFile;
use crate::ui::device::{Download, browser_told};
use crate::ui::element::{View, a, all, button, div, h2, live, nothing, p};
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
pub fn export(id: String) -> View {
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
                let download = Download::of(&file).ok_or_else(browser_told)?;
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
    let state = live(move || match made.get() {
        Made::NotYet => nothing(),
        Made::Making => p().text(crate::ui::words::READING).view(),
        Made::File { download, file, marked } => made_file(&download, &file, marked),
    });
    let actions = div()
        .class("actions")
        .child(button().attr("type", "button").on("click", make).text(words::EXPORT_BUTTON))
        .child(link(back, "button second", dispute::TO_DISPUTE));
    all(vec![
        heading(words::EXPORT, words::EXPORT),
        p().text(words::EXPORT_WHAT).view(),
        p().text(words::EXPORT_PLAIN).view(),
        summary(trouble),
        div().attr("role", "status").child(state).view(),
        actions.view(),
    ])
}

fn made_file(download: &Download, file: &ExportFile, marked: bool) -> View {
    let again = a().attr("href", &download.address()).attr("download", &file.name).text(words::AGAIN);
    let named = [&file.name, ", ", &words::entries(file.entries.len()), ". "].concat();
    div()
        .class("notice")
        .child(h2().text(words::MADE))
        .child(p().text(words::MADE_TO_DO))
        .child(p().text(&named).child(again))
        .maybe((!marked).then(|| p().text(words::NOT_MARKED)))
        .view()
}
