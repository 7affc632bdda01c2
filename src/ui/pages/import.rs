//! Opens a file: checked first, shown, then taken in or left.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use crate::casebook::files_in;
use crate::casebook::views::{CardNews, Opened, TakenIn, Vouched};
use crate::ui::device::read_file;
use crate::ui::element::{
    ElRef, View, all, button, div, form, input, label, live, live_words, nothing, or_nothing, p, span,
    textarea,
};
use crate::ui::navigator::Navigator;
use crate::ui::pages::issued;
use crate::ui::pages::partnership::{opened_card, opened_colleague, opened_receipt};
use crate::ui::pages::preview::preview;
use crate::ui::parts::form::{submit, unchecked};
use crate::ui::parts::heading::heading;
use crate::ui::parts::trouble::{Trouble, about_field, control_id, summary};
use crate::ui::parts::work::Work;
use crate::ui::pile::Pile;
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::shell::{Shell, files_of, take_files};
use crate::ui::words::exchange as words;

const FILE: &str = "file";

/// A file that was checked, and what it would change.
type Checked = (String, Opened);

/// What of the pile is on this screen.
#[derive(Clone, Copy)]
struct Here {
    pile: Pile,
    checked: RwSignal<Option<Checked>, LocalStorage>,
    /// What the one that is looked at is called, where there are several.
    name: RwSignal<String>,
    /// Whether the one before was left, or there was none.
    left: RwSignal<bool>,
    /// Whether the one before was taken in.
    taken: RwSignal<bool>,
}

impl Here {
    /// Leads to the next file; says whether there is one.
    fn go_on(self, left: bool) -> bool {
        self.pile.done();
        // Whoever locked or went elsewhere meanwhile has left the screen.
        let is_here = self.left.try_set(left).is_none();
        let more = is_here && untrack(|| self.pile.waiting() > 0);
        if !more {
            self.name.try_set(String::new());
        }
        self.taken.try_set(more && !left);
        if more || left {
            self.checked.try_set(None);
        }
        more
    }

    /// Which one is looked at, and how many wait, where there are several.
    fn shown(self) -> View {
        live(move || {
            let (name, waiting) = (self.name.get(), self.pile.waiting());
            all(vec![
                or_nothing(self.taken.get().then(|| p().text(words::TAKEN))),
                or_nothing(
                    (!name.is_empty())
                        .then(|| p().class("soft").text(&words::one_of_several(&name, waiting))),
                ),
            ])
        })
    }
}

/// Opens files.
pub fn import() -> View {
    let pile = Pile::of_page();
    pile.put_back();
    let here = Here {
        pile,
        checked: RwSignal::new_local(None),
        name: RwSignal::new(String::new()),
        left: RwSignal::new(false),
        taken: RwSignal::new(false),
    };
    live(move || match here.checked.get() {
        None => choose(here),
        Some((text, found)) => decide(text, &found, here),
    })
}

fn choose(here: Here) -> View {
    let pile = here.pile;
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let trouble: Trouble = RwSignal::new(None);
    let work = Work::new();
    let chosen = ElRef::new();
    let pasted = RwSignal::new(String::new());

    let look = move |file: Option<web_sys::File>| {
        let looked = async move {
            let name = file.as_ref().map_or_else(|| words::PASTED.to_owned(), web_sys::File::name);
            let text = match file {
                Some(file) => read_file(file).await.ok_or(words::UNREADABLE),
                None => {
                    Some(pasted.get_untracked()).filter(|text| !text.trim().is_empty()).ok_or(words::NO_FILE)
                }
            };
            let (opened, files) = match text {
                Ok(text) => {
                    let files = files_in(&text);
                    let opened = session.unlocked()?.open(&files[0]).await.map_err(|error| error.told());
                    (opened.map(|found| (files[0].clone(), found)), files)
                }
                Err(say) => (Err(about_field(FILE, say)), Vec::new()),
            };
            if here.left.try_set(false).is_none() {
                if files.len() > 1 {
                    here.name.set(pile.apart(&name, &files));
                }
                match opened {
                    Ok(found) => {
                        navigator.arrive();
                        here.checked.set(Some(found));
                    }
                    Err(told) => {
                        pile.done();
                        return Err(told);
                    }
                }
            }
            Ok(())
        };
        work.begin(Box::pin(looked), trouble);
    };
    // What was stopped is not looked at again by itself.
    Effect::new(move || {
        if work.is_stopped() {
            pile.done();
        }
    });
    let next = move || {
        if work.busy.get_untracked() {
            return;
        }
        let next = pile.next();
        here.name.set(next.as_ref().map(web_sys::File::name).unwrap_or_default());
        look(next);
    };
    // Before those that wait.
    let begin = move |files: Vec<web_sys::File>| {
        here.left.set(false);
        here.taken.set(false);
        pile.let_go.set(false);
        pile.done();
        pile.files.set([files, pile.files.get_untracked()].concat());
        next();
        if pile.files.with_untracked(Vec::len) < 2 {
            here.name.set(String::new());
        }
    };
    let on_submit = move |event: Event| {
        event.prevent_default();
        if work.busy.get_untracked() {
            return;
        }
        let input = chosen.get_untracked().map(|input| input.unchecked_into::<HtmlInputElement>());
        let files = input.and_then(|input| input.files()).map(|files| files_of(&files)).unwrap_or_default();
        if files.is_empty() {
            here.name.set(String::new());
            look(None);
        } else {
            begin(files);
        }
    };
    let came = Shell::of_page().file;
    Effect::new(move || {
        let files = if came.get().is_some() { take_files() } else { Vec::new() };
        if work.busy.get_untracked() {
            pile.files.update(|waiting| waiting.extend(files));
        } else if !files.is_empty() {
            begin(files);
        }
    });
    // The one before was taken in or left.
    if untrack(|| pile.waiting() > 0) {
        next();
    }
    let on = live(move || {
        let more = pile.waiting() > 0 && !work.busy.get();
        let on = || button().attr("type", "button").on("click", move |_| next()).text(words::GO_ON);
        or_nothing(more.then(|| div().class("actions").child(on())))
    });
    let (file, paste) = (control_id(FILE), control_id("paste"));
    let file = div()
        .class("field")
        .child(label().attr("for", &file).text(words::FILE))
        .child(span().class("hint").text(words::FILE_HINT))
        .child(input().attr("id", &file).attr("type", "file").attr("multiple", "").held_by(chosen));
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
    let left = live_words(move || here.left.get().then(|| words::LEFT.to_owned()));
    all(vec![
        heading(words::IMPORT, words::IMPORT),
        p().attr("role", "status").child(left).view(),
        p().text(words::IMPORT_WHAT).view(),
        pile.told_let_go(),
        here.shown(),
        summary(trouble),
        on,
        asks.view(),
    ])
}

fn decide(text: String, found: &Opened, here: Here) -> View {
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let trouble: Trouble = RwSignal::new(None);
    let work = Work::new();
    // To the next file, or where the last one belongs.
    let go_on = move |to: Route| {
        if here.go_on(false) {
            session.saved_is_told();
        } else {
            navigator.replace(to);
        }
    };
    let (shown, may_take, vouched) = match found {
        Opened::Dispute(found) => (preview(found), true, None),
        Opened::Pack(found) => (issued::pack(found), !found.is_offered, Some(&found.pack.vouched)),
        Opened::Calendar(found) => (issued::calendar(found), found.later, Some(&found.calendar.vouched)),
        // The first card of a root key is taken in where its words are compared.
        Opened::Card(found) => {
            let then = Rc::new(move || go_on(Route::Partnership));
            (opened_card(found, text.clone(), then), found.news == CardNews::Later, None)
        }
        Opened::Receipts(found) => {
            (all(found.iter().map(opened_receipt).collect()), found.iter().any(|one| !one.is_here), None)
        }
        Opened::Colleague(found) => (opened_colleague(found, text.clone()), !found.is_here, None),
    };
    let sign = match vouched {
        Some(Vouched::Unsigned) => issued::sign(text.clone()),
        Some(Vouched::ByBuild | Vouched::Signed(_)) | None => nothing(),
    };
    let take = move |_| {
        let text = text.clone();
        let ordered = async move {
            let book = session.unlocked()?;
            // It is taken in whole or not at all, and what was taken in can be taken out.
            work.stays();
            let taken = session.save(book.take_in_file(&text), |_| None).await?;
            go_on(match taken {
                TakenIn::Dispute(imported) => Route::Dispute(imported.dispute),
                TakenIn::Receipt(dispute) => Route::Dispute(dispute),
                TakenIn::Card | TakenIn::Colleague => Route::Partnership,
                TakenIn::Calendar | TakenIn::Pack => Route::Settings,
            });
            Ok(())
        };
        work.begin(Box::pin(ordered), trouble);
    };
    let leave = move |_| {
        if work.busy.get_untracked() {
            return;
        }
        navigator.arrive();
        here.go_on(true);
    };
    let take = button()
        .attr("type", "button")
        .live_attr("aria-disabled", move || work.busy.get().then_some("true"))
        .on("click", take)
        .text(words::TAKE);
    let leave = button().attr("type", "button").class("second").on("click", leave).text(words::LEAVE);
    all(vec![
        heading(words::PREVIEW, words::PREVIEW),
        here.shown(),
        summary(trouble),
        shown,
        div().class("actions").maybe(may_take.then_some(take)).child(leave).view(),
        work.shown(words::TAKING.said()),
        sign,
    ])
}
