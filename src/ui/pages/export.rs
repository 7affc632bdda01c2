//! Makes a file of a dispute, sealed to whom it is for. It is made; it has not been sent.

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::Event;

use crate::casebook::Casebook;
use crate::casebook::views::{Answers, Ask, AskKind, ExportFile, Need, Signer};
use crate::ui::device::{Download, browser_told};
use crate::ui::drafts::Typed;
use crate::ui::element::{View, a, all, div, form, h2, li, live, nothing, or_nothing, p, ul};
use crate::ui::parts::awaited::await_order;
use crate::ui::parts::field::{choice, field};
use crate::ui::parts::form::{submit, unchecked};
use crate::ui::parts::hand_on::hand_on;
use crate::ui::parts::heading::heading;
use crate::ui::parts::link::link;
use crate::ui::parts::loaded::loaded;
use crate::ui::parts::sent::sent;
use crate::ui::parts::trouble::{Trouble, about_field, summary};
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words::dispute;
use crate::ui::words::exchange as words;

const READERS: &str = "readers";
const REASON: &str = "readable-reason";

/// A file that was made, whom it is sealed to, and whether it could be noted that it was.
#[derive(Clone)]
struct Made {
    download: Download,
    file: ExportFile,
    readers: Vec<String>,
    marked: bool,
}

/// Makes the file of the dispute of that id.
pub fn export(id: String) -> View {
    let of = id.clone();
    let read = move |book: Rc<Casebook>| {
        let id = of.clone();
        async move { book.readers(&id).await }
    };
    all(vec![
        heading(words::EXPORT, words::EXPORT),
        p().text(words::EXPORT_WHAT).view(),
        loaded(read, move |readers: &Vec<Signer>| asked(id.clone(), readers.clone())),
    ])
}

fn asked(id: String, readers: Vec<Signer>) -> View {
    let session = Session::of_page();
    let made = RwSignal::new_local(None::<Made>);
    let (busy, trouble): (_, Trouble) = (RwSignal::new(false), RwSignal::new(None));
    let everybody: Vec<String> = readers.iter().map(|reader| reader.key.clone()).collect();
    let typed: Typed = RwSignal::new(Answers::from([(READERS.to_owned(), everybody)]));
    let (back, of) = (Route::Dispute(id.clone()), id.clone());
    let asks = or_nothing((!readers.is_empty()).then(|| questions(&readers, typed, trouble)));
    let nobody = or_nothing(
        readers
            .is_empty()
            .then(|| all(vec![p().text(words::NOBODY_ELSE).view(), p().text(words::EXPORT_PLAIN).view()])),
    );
    let make = move |event: Event| {
        event.prevent_default();
        let (id, readers) = (id.clone(), readers.clone());
        let said = |name| typed.with_untracked(|typed| typed.get(name).cloned().unwrap_or_default());
        let (chosen, reason) = (said(READERS), said(REASON).concat());
        let handed_out = async move {
            made.try_set(None);
            let book = session.unlocked()?;
            let file = if !chosen.is_empty() {
                book.export_sealed(&id, &chosen).await
            } else if readers.is_empty() {
                book.export(&id).await
            } else if reason.trim().is_empty() {
                return Err(about_field(REASON, words::READABLE_UNSAID));
            } else {
                book.export_readable(&id, reason.trim()).await
            };
            let file = file.map_err(|error| error.told())?;
            let download = Download::of(&file).ok_or_else(browser_told)?;
            let marked = book.file_made(&id, &file).await.is_ok();
            let chosen = readers.iter().filter(|reader| chosen.contains(&reader.key)).map(words::signed);
            made.try_set(Some(Made { download, file, readers: chosen.collect(), marked }));
            Ok(())
        };
        await_order(Box::pin(handed_out), busy, trouble);
    };
    let state = live(move || match made.get() {
        None if busy.get() => p().text(crate::ui::words::READING).view(),
        None => nothing(),
        Some(made) => made_file(&made, of.clone()),
    });
    let buttons = div().class("actions").child(submit(words::EXPORT_BUTTON, busy)).child(link(
        back,
        "button second",
        dispute::TO_DISPUTE,
    ));
    let asks = unchecked(form()).on("submit", make).child(nobody).child(asks);
    all(vec![summary(trouble), asks.child(div().attr("role", "status").child(state)).child(buttons).view()])
}

/// Whom it is for, all of them chosen; and why, where it is for nobody.
fn questions(readers: &[Signer], typed: Typed, trouble: Trouble) -> View {
    let ask = |id: &str, label: &str, hint: &str, kind, need| Ask {
        id: id.to_owned(),
        label: label.to_owned(),
        hint: Some(hint.to_owned()),
        kind,
        need,
        preset: Vec::new(),
    };
    let choices = readers.iter().map(|reader| choice(&reader.key, &words::signed(reader))).collect();
    let (many, line) = (AskKind::Many(choices), AskKind::Line);
    let whom = ask(READERS, words::READERS.said(), words::READERS_HINT.said(), many, Need::Required);
    let why = ask(REASON, words::READABLE_REASON.said(), words::READABLE_HINT.said(), line, Need::Required);
    let for_nobody =
        Memo::new(move |_| typed.with(|typed| typed.get(READERS).is_none_or(|chosen| chosen.is_empty())));
    let why = live(move || match for_nobody.get() {
        true => field(&why, REASON.to_owned(), typed, trouble),
        false => nothing(),
    });
    all(vec![field(&whom, READERS.to_owned(), typed, trouble), why])
}

fn made_file(Made { download, file, readers, marked }: &Made, dispute: String) -> View {
    let again = a().attr("href", &download.address()).attr("download", &file.name).text(words::AGAIN);
    let named = [&file.name, ", ", &words::entries(file.entries.len()), ". "].concat();
    let to_do = if readers.is_empty() { words::MADE_TO_DO } else { words::MADE_SEALED_TO_DO };
    let whom = if readers.is_empty() {
        p().class("what").text(words::MADE_FOR_ALL).view()
    } else {
        let each = readers.iter().map(|reader| li().class("what").text(reader));
        all(vec![p().text(words::MADE_FOR).view(), ul().each(each).view()])
    };
    div()
        .class("notice")
        .child(h2().text(words::MADE))
        .child(whom)
        .child(p().text(to_do))
        .child(p().text(&named).child(again))
        .child(hand_on(file))
        .child(sent(dispute))
        .maybe((!marked).then(|| p().text(words::NOT_MARKED)))
        .view()
}
