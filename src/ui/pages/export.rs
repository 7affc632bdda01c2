//! Makes a file of a dispute. It is made; it has not been sent.

use leptos::prelude::*;

use crate::casebook::views::ExportFile;
use crate::ui::device::{Download, browser_told};
use crate::ui::element::{View, a, all, button, div, h2, live, nothing, p};
use crate::ui::parts::awaited::await_order;
use crate::ui::parts::heading::heading;
use crate::ui::parts::link::link;
use crate::ui::parts::trouble::{Trouble, summary};
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words::dispute;
use crate::ui::words::exchange as words;

/// A file that was made, and whether it could be noted that it was.
#[derive(Clone)]
struct Made {
    download: Download,
    file: ExportFile,
    marked: bool,
}

/// Makes the file of the dispute of that id.
pub fn export(id: String) -> View {
    let session = Session::of_page();
    let made = RwSignal::new_local(None::<Made>);
    let (busy, trouble): (_, Trouble) = (RwSignal::new(false), RwSignal::new(None));
    let back = Route::Dispute(id.clone());
    let make = move |_| {
        let id = id.clone();
        let handed_out = async move {
            made.try_set(None);
            let book = session.unlocked()?;
            let file = book.export(&id).await.map_err(|error| error.told())?;
            let download = Download::of(&file).ok_or_else(browser_told)?;
            let marked = book.file_made(&id, &file).await.is_ok();
            made.try_set(Some(Made { download, file, marked }));
            Ok(())
        };
        await_order(Box::pin(handed_out), busy, trouble);
    };
    let state = live(move || match made.get() {
        None if busy.get() => p().text(crate::ui::words::READING).view(),
        None => nothing(),
        Some(made) => made_file(&made),
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

fn made_file(Made { download, file, marked }: &Made) -> View {
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
