//! Makes a file of a dispute, sealed to whom it is for. It is made; it has not been sent.

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::Event;

use crate::casebook::views::{Answers, Ask, AskKind, ExportFile, Need, Reader};
use crate::casebook::{Casebook, RECORD};
use crate::ui::device::{Download, browser_told};
use crate::ui::drafts::Typed;
use crate::ui::element::{View, a, all, div, form, h2, li, live, live_words, nothing, p, ul};
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
use crate::ui::words::begin::NO_NAMES;
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
        loaded(read, move |readers: &Vec<Reader>| asked(id.clone(), readers.clone())),
    ])
}

fn asked(id: String, readers: Vec<Reader>) -> View {
    let session = Session::of_page();
    let made = RwSignal::new_local(None::<Made>);
    let (busy, trouble): (_, Trouble) = (RwSignal::new(false), RwSignal::new(None));
    let chosen = readers.iter().filter(|reader| reader.is_chosen).map(|reader| reader.who.key.clone());
    let mut start = Answers::from([(READERS.to_owned(), chosen.collect())]);
    if readers.is_empty() {
        start.insert(REASON.to_owned(), vec![words::NOBODY_REASON.to_owned()]);
    }
    let typed: Typed = RwSignal::new(start);
    let (back, of) = (Route::Dispute(id.clone()), id.clone());
    let asks = questions(&readers, typed, trouble);
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
            } else if reason.trim().is_empty() {
                let unsaid =
                    if readers.is_empty() { words::READABLE_UNSAID } else { words::READABLE_OR_CHOSEN };
                return Err(about_field(REASON, unsaid));
            } else {
                book.export_readable(&id, reason.trim()).await
            };
            let file = file.map_err(|error| error.told())?;
            let download = Download::of(&file).ok_or_else(browser_told)?;
            let marked = book.file_made(&id, &file).await.is_ok();
            let chosen = readers.iter().map(|reader| &reader.who).filter(|who| chosen.contains(&who.key));
            let chosen = chosen.map(words::signed);
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
    let asks = unchecked(form()).on("submit", make).child(asks);
    all(vec![summary(trouble), asks.child(div().attr("role", "status").child(state)).child(buttons).view()])
}

/// Whom it is for; and why, where it is for nobody.
fn questions(readers: &[Reader], typed: Typed, trouble: Trouble) -> View {
    let ask = |id: &str, label: &str, hint: &str, kind, need| Ask {
        id: id.to_owned(),
        label: label.to_owned(),
        hint: Some(hint.to_owned()),
        kind,
        need,
        preset: Vec::new(),
    };
    let choices = readers.iter().map(|reader| choice(&reader.who.key, &words::signed(&reader.who))).collect();
    let (many, line) = (AskKind::Many(choices), AskKind::Line);
    let whom = ask(READERS, words::READERS.said(), words::READERS_HINT.said(), many, Need::Required);
    let hint = [words::READABLE_HINT, " ", NO_NAMES].concat();
    let why = ask(REASON, words::READABLE_REASON.said(), &hint, line, Need::Required);
    let for_nobody =
        Memo::new(move |_| typed.with(|typed| typed.get(READERS).is_none_or(|chosen| chosen.is_empty())));
    let why = live(move || match for_nobody.get() {
        true => field(&why, REASON.to_owned(), typed, trouble),
        false => nothing(),
    });
    let whom = match readers.is_empty() {
        true => all(vec![p().text(words::NOBODY_ELSE).view(), p().text(words::EXPORT_PLAIN).view()]),
        false => field(&whom, READERS.to_owned(), typed, trouble),
    };
    all(vec![whom, why])
}

fn made_file(Made { download, file, readers, marked }: &Made, dispute: String) -> View {
    let again = a().attr("href", &download.address()).attr("download", &file.name).text(words::AGAIN);
    let named = [&file.name, ", ", &words::entries(file.entries.len()), ". "].concat();
    let to_do = if readers.is_empty() { words::MADE_TO_DO } else { words::MADE_SEALED_TO_DO };
    let whom = if readers.is_empty() {
        let record = link(Route::Paper(dispute.clone(), RECORD.to_owned()), "", words::RECORD);
        let say = p().text(words::MADE_FOR_ACCORD).text(" ").child(record);
        all(vec![p().class("what").text(words::MADE_FOR_ALL).view(), say.view()])
    } else {
        let each = readers.iter().map(|reader| li().class("what").text(reader));
        all(vec![p().text(words::MADE_FOR).view(), ul().each(each).view()])
    };
    // Nothing that stands above says otherwise.
    let is_sent = RwSignal::new(false);
    div()
        .class("notice")
        .child(h2().child(live_words(move || {
            Some(if is_sent.get() { words::MADE_ONCE } else { words::MADE }.to_owned())
        })))
        .child(whom)
        .child(p().text(to_do))
        .child(p().text(&named).child(again))
        .child(hand_on(file, is_sent))
        .child(sent(dispute, file.entries.clone(), is_sent))
        .maybe((!marked).then(|| p().text(words::NOT_MARKED)))
        .view()
}
