//! Opens a file: checked first, shown, then taken in or left.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use crate::casebook::views::{CardNews, Opened, TakenIn, Vouched};
use crate::ui::device::read_file;
use crate::ui::element::{
    ElRef, View, all, button, div, form, input, label, live, live_words, nothing, p, span, textarea,
};
use crate::ui::navigator::Navigator;
use crate::ui::pages::issued;
use crate::ui::pages::partnership::{opened_card, opened_receipt};
use crate::ui::pages::preview::preview;
use crate::ui::parts::awaited::await_order;
use crate::ui::parts::form::{submit, unchecked};
use crate::ui::parts::heading::heading;
use crate::ui::parts::trouble::{Trouble, about_field, control_id, summary};
use crate::ui::parts::work::Work;
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::shell::{Shell, take_file};
use crate::ui::words::exchange as words;

const FILE: &str = "file";

/// A file that was checked, and what it would change.
type Checked = (String, Opened);

/// Opens a file.
pub fn import() -> View {
    let checked = RwSignal::new_local(None::<Checked>);
    let left = RwSignal::new(false);
    live(move || match checked.get() {
        None => choose(checked, left),
        Some((text, found)) => decide(text, &found, checked, left),
    })
}

fn choose(checked: RwSignal<Option<Checked>, LocalStorage>, left: RwSignal<bool>) -> View {
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let trouble: Trouble = RwSignal::new(None);
    let work = Work::new();
    let chosen = ElRef::new();
    let pasted = RwSignal::new(String::new());

    let look = move |file: Option<web_sys::File>| {
        left.set(false);
        let looked = async move {
            let text = match file {
                Some(file) => read_file(file).await.ok_or(words::UNREADABLE),
                None => {
                    Some(pasted.get_untracked()).filter(|text| !text.trim().is_empty()).ok_or(words::NO_FILE)
                }
            };
            let text = text.map_err(|say| about_field(FILE, say))?;
            let found = session.unlocked()?.open(&text).await.map_err(|error| error.told())?;
            navigator.arrive();
            checked.try_set(Some((text, found)));
            Ok(())
        };
        work.begin(Box::pin(looked), trouble);
    };
    let on_submit = move |event: Event| {
        event.prevent_default();
        let input = chosen.get_untracked().map(|input| input.unchecked_into::<HtmlInputElement>());
        look(input.and_then(|input| input.files()).and_then(|files| files.get(0)));
    };
    let waiting = Shell::of_page().file;
    Effect::new(move || {
        if waiting.get().is_some()
            && let Some(file) = take_file()
        {
            look(Some(file));
        }
    });
    let (file, paste) = (control_id(FILE), control_id("paste"));
    let file = div()
        .class("field")
        .child(label().attr("for", &file).text(words::FILE))
        .child(span().class("hint").text(words::FILE_HINT))
        .child(input().attr("id", &file).attr("type", "file").held_by(chosen));
    let typed = textarea()
        .attr("id", &paste)
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .on("input", move |event| pasted.set(event_target_value(&event)));
    let paste = div().class("field").child(label().attr("for", &paste).text(words::PASTE)).child(typed);
    let asks = unchecked(form())
        .on("submit", on_submit)
        .child(file)
        .child(paste)
        .child(div().class("actions").child(submit(words::CHECK, work.busy)))
        .child(work.shown(words::CHECKING.said()));
    let left = live_words(move || left.get().then(|| words::LEFT.to_owned()));
    all(vec![
        heading(words::IMPORT, words::IMPORT),
        p().attr("role", "status").child(left).view(),
        p().text(words::IMPORT_WHAT).view(),
        summary(trouble),
        asks.view(),
    ])
}

fn decide(
    text: String,
    found: &Opened,
    checked: RwSignal<Option<Checked>, LocalStorage>,
    left: RwSignal<bool>,
) -> View {
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let trouble: Trouble = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let (shown, may_take, vouched) = match found {
        Opened::Dispute(found) => (preview(found), true, None),
        Opened::Pack(found) => (issued::pack(found), !found.is_offered, Some(&found.pack.vouched)),
        Opened::Calendar(found) => (issued::calendar(found), found.later, Some(&found.calendar.vouched)),
        // The first card of a root key is taken in where its words are compared.
        Opened::Card(found) => (opened_card(found, text.clone()), found.news == CardNews::Later, None),
        Opened::Receipt(found) => (opened_receipt(found), !found.is_here, None),
    };
    let sign = match vouched {
        Some(Vouched::Unsigned) => issued::sign(text.clone()),
        Some(Vouched::ByBuild | Vouched::Signed(_)) | None => nothing(),
    };
    let take = move |_| {
        let text = text.clone();
        let ordered = async move {
            let book = session.unlocked()?;
            navigator.replace(match session.save(book.take_in_file(&text), |_| None).await? {
                TakenIn::Dispute(imported) => Route::Dispute(imported.dispute),
                TakenIn::Receipt(dispute) => Route::Dispute(dispute),
                TakenIn::Card => Route::Partnership,
                TakenIn::Calendar | TakenIn::Pack => Route::Settings,
            });
            Ok(())
        };
        await_order(Box::pin(ordered), busy, trouble);
    };
    let leave = move |_| {
        navigator.arrive();
        left.set(true);
        checked.set(None);
    };
    let take = button()
        .attr("type", "button")
        .live_attr("aria-disabled", move || busy.get().then_some("true"))
        .on("click", take)
        .text(words::TAKE);
    let leave = button().attr("type", "button").class("second").on("click", leave).text(words::LEAVE);
    all(vec![
        heading(words::PREVIEW, words::PREVIEW),
        summary(trouble),
        shown,
        div().class("actions").maybe(may_take.then_some(take)).child(leave).view(),
        sign,
    ])
}
