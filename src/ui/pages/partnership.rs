//! Your partnership: its card, and how to be confirmed by it.

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::Event;

use crate::casebook::Casebook;
use crate::casebook::views::{
    CardNews, CardPreview, Colleague, ExportFile, PartnershipCard, ReceiptPreview, Signer,
};
use crate::ui::device::{Download, browser_told};
use crate::ui::element::{El, View, all, button, div, form, h2, li, live, nothing, ol, or_nothing, p};
use crate::ui::pages::issued::listed;
use crate::ui::parts::awaited::await_order;
use crate::ui::parts::folded::folded;
use crate::ui::parts::form::{submit, unchecked};
use crate::ui::parts::hand_on::hand_on;
use crate::ui::parts::heading::heading;
use crate::ui::parts::link::link;
use crate::ui::parts::loaded::loaded;
use crate::ui::parts::passphrase::{Typed, passphrase};
use crate::ui::parts::trouble::{Trouble, summary};
use crate::ui::parts::work::Work;
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words::exchange::signed;
use crate::ui::words::{dates, partnership as words};

/// Your partnership.
pub fn partnership() -> View {
    let read = |book: Rc<Casebook>| async move { Ok((book.partnerships().await?, book.colleagues().await?)) };
    all(vec![
        heading(words::PARTNERSHIP, words::PARTNERSHIP),
        p().text(words::WHAT).view(),
        h2().text(words::CARDS).view(),
        loaded(read, |(held, known)| listed_too(cards(held), known)),
        h2().text(words::ASK).view(),
        asking(),
    ])
}

/// The cards, and below them whose keys were taken in to seal files to.
fn listed_too(cards: View, known: &[Signer]) -> View {
    let lines: Vec<String> = known.iter().map(signed).collect();
    all(vec![cards, listed(words::COLLEAGUES, &lines)])
}

fn cards(held: &[PartnershipCard]) -> View {
    let session = Session::of_page();
    let (busy, trouble): (_, Trouble) = (RwSignal::new(false), RwSignal::new(None));
    let each = held.iter().map(|held| {
        let root = held.root.clone();
        let let_go = move |_| {
            let root = root.clone();
            let ordered = async move {
                let book = session.unlocked()?;
                session.save(book.let_go_of(&root), |()| None).await?;
                session.look_again();
                Ok(())
            };
            await_order(Box::pin(ordered), busy, trouble);
        };
        let let_go = quiet(words::LET_GO_BUTTON).on("click", let_go);
        let inside = div().child(p().text(words::LET_GO_WHAT)).child(div().class("actions").child(let_go));
        div().child(card(held)).child(folded(words::LET_GO, inside)).view()
    });
    let none = held.is_empty().then(|| p().text(words::NONE));
    all(vec![summary(trouble), or_nothing(none), all(each.collect())])
}

/// What a card says.
fn card(held: &PartnershipCard) -> View {
    all(vec![
        p().class("what").text(&held.name).view(),
        p().text(&words::of(held)).view(),
        or_nothing(
            held.procedure.as_ref().map(|(title, version)| p().text(&words::procedure(title, version))),
        ),
        p().text(&words::own(held.own)).view(),
    ])
}

/// The steps to be confirmed, in the order in which they are done.
fn asking() -> View {
    let session = Session::of_page();
    let (busy, trouble): (_, Trouble) = (RwSignal::new(false), RwSignal::new(None));
    let made = RwSignal::new_local(None::<(Download, ExportFile)>);
    let make = move |_| {
        let ordered = async move {
            let file = session.unlocked()?.enrolment_file().await.map_err(|error| error.told())?;
            made.try_set(Some((Download::of(&file).ok_or_else(browser_told)?, file)));
            Ok(())
        };
        await_order(Box::pin(ordered), busy, trouble);
    };
    let said = live(move || match made.get() {
        None => nothing(),
        Some((_, file)) => all(vec![p().text(words::MADE).view(), hand_on(&file, RwSignal::new(false))]),
    });
    let shown = six_words(None, trouble);
    let steps = ol()
        .child(
            li().child(p().text(words::STEP_FILE))
                .child(div().class("actions").child(quiet(words::MAKE).on("click", make)))
                .child(div().attr("role", "status").child(said)),
        )
        .child(li().child(p().text(words::STEP_RING)))
        .child(li().child(p().text(words::STEP_WORDS)).child(shown))
        .child(li().child(p().text(words::STEP_CARD)).child(link(
            Route::Import,
            "button second",
            words::TO_IMPORT,
        )));
    all(vec![summary(trouble), steps.view()])
}

/// Shows the six words of this device's own keys, or of those in a file, once they are asked for.
fn six_words(of: Option<String>, trouble: Trouble) -> View {
    let session = Session::of_page();
    let (work, shown) = (Work::new(), RwSignal::new(String::new()));
    let (ask, label) = match &of {
        None => (words::SHOW_WORDS, words::WORDS_LABEL),
        Some(_) => (words::SHOW_THEIRS, words::THEIRS_LABEL),
    };
    let show = move |_| {
        let of = of.clone();
        let worded = async move {
            let (book, device) = (session.unlocked()?, session.device());
            let words = match of {
                None => book.own_check_words(&device).await,
                Some(file) => book.check_words_of(&device, &file).await,
            };
            shown.try_set(words.map_err(|error| error.told())?);
            Ok(())
        };
        work.begin(Box::pin(worded), trouble);
    };
    live(move || match shown.get() {
        none if none.is_empty() => {
            let show = quiet(ask).on("click", show.clone());
            all(vec![div().class("actions").child(show).view(), work.shown(words::MAKING.said())])
        }
        six => p().class("code").attr("role", "group").attr("aria-label", label).text(&six).view(),
    })
}

/// Somebody's keys that were opened, and how to make sure whose they are.
pub fn opened_colleague(found: &Colleague, file: String) -> View {
    let trouble: Trouble = RwSignal::new(None);
    let who = p().class("what").text(&signed(&found.who)).view();
    if found.is_here {
        return all(vec![who, p().text(words::COLLEAGUE_HELD).view()]);
    }
    all(vec![
        who,
        p().text(words::COLLEAGUE).view(),
        summary(trouble),
        p().class("notice").text(words::COLLEAGUE_TO_DO).view(),
        six_words(Some(file), trouble),
    ])
}

fn quiet(say: &str) -> El {
    button().attr("type", "button").class("second").text(say)
}

/// A card that was opened, and what it is here. The first of its root key is taken in with the words that were heard;
/// `then` follows.
pub fn opened_card(found: &CardPreview, file: String, then: Rc<dyn Fn()>) -> View {
    let what = match found.news {
        CardNews::First => words::FIRST,
        CardNews::Later => words::LATER,
        CardNews::Held => words::HELD,
        CardNews::Again => words::AGAIN,
    };
    let compared = if found.news == CardNews::First { comparing(file, then) } else { nothing() };
    all(vec![card(&found.card), p().text(what).view(), compared])
}

fn comparing(file: String, then: Rc<dyn Fn()>) -> View {
    let session = Session::of_page();
    let trouble: Trouble = RwSignal::new(None);
    let (work, heard) = (Work::new(), Typed::default());
    let on_submit = move |event: Event| {
        event.prevent_default();
        let (file, heard, then) = (file.clone(), heard.get_untracked(), Rc::clone(&then));
        let compared = async move {
            let book = session.unlocked()?;
            session.save(book.take_first_card(&session.device(), &file, &heard), |()| None).await?;
            then();
            Ok(())
        };
        work.begin(Box::pin(compared), trouble);
    };
    let visible = RwSignal::new(true);
    let asks = unchecked(form())
        .on("submit", on_submit)
        .child(passphrase("heard", words::HEARD, Some(words::HEARD_HINT), "off", heard, visible, trouble))
        .child(div().class("actions").child(submit(words::COMPARE, work.busy)))
        .child(work.shown(words::COMPARING.said()));
    all(vec![summary(trouble), p().class("notice").text(words::FIRST_TO_DO).view(), asks.view()])
}

/// Receipts of a dispute that were opened.
pub fn opened_receipt(found: &ReceiptPreview) -> View {
    let here = found.is_here.then(|| p().text(words::RECEIPT_HELD));
    all(vec![
        p().class("what").text(&found.title).view(),
        p().text(&words::receipt(found.covers, &dates::moment(found.at))).view(),
        or_nothing(here),
    ])
}
