//! A form of the partnership, to print: what the dispute holds stands in it, the rest is typed here and
//! goes on the paper only.

use std::rc::Rc;

use leptos::leptos_dom::helpers::window_event_listener_untyped;
use leptos::prelude::*;

use crate::casebook::Casebook;
use crate::casebook::views::{Paper, PaperField};
use crate::ui::element::{
    El, ElRef, View, all, button, div, h2, label, live_anew, live_words, nothing, or_nothing, p, textarea,
};
use crate::ui::navigator::Navigator;
use crate::ui::parts::form::unchecked;
use crate::ui::parts::heading::heading;
use crate::ui::parts::link::link;
use crate::ui::parts::loaded::loaded_screen;
use crate::ui::route::Route;
use crate::ui::words::dispute::{TO_DISPUTE, paragraph};
use crate::ui::words::paper as words;

/// What is typed is kept by no draft: it is somebody's name.
#[derive(Clone)]
struct Once(Rc<Paper>);

impl PartialEq for Once {
    /// Read once: what another tab records must not take away what is typed here.
    fn eq(&self, other: &Self) -> bool {
        self.0.title == other.0.title
    }
}

/// The form of that id, filled in from that dispute.
pub fn paper(dispute: String, form: String) -> View {
    let back = Route::Dispute(dispute.clone());
    let read = move |book: Rc<Casebook>| {
        let (dispute, form) = (dispute.clone(), form.clone());
        async move { Ok(Once(Rc::new(book.paper(&dispute, &form).await?))) }
    };
    loaded_screen(words::PAPER, read, move |Once(paper)| show(paper, back.clone()))
}

fn show(paper: &Paper, back: Route) -> View {
    let typed: Vec<(&PaperField, RwSignal<String>)> =
        paper.fields.iter().map(|field| (field, RwSignal::new(field.filled.clone()))).collect();
    let navigator = Navigator::of_page();
    let leaving = window_event_listener_untyped("beforeunload", move |event| {
        if navigator.holds() {
            event.prevent_default();
        }
    });
    on_cleanup(move || leaving.remove());
    // A browser that cannot print does nothing.
    let print = move |_| {
        let _ = window().print();
    };
    let asked = typed.iter().enumerate().map(|(n, (field, typed))| control(n, field, *typed, navigator));
    let printed = typed.iter().map(|(field, typed)| on_paper(field, *typed));
    let actions = div()
        .class("actions")
        .child(button().attr("type", "button").on("click", print).text(words::PRINT))
        .child(link(back, "button second", TO_DISPUTE));
    let asks = div()
        .class("typed")
        .child(asked_first(navigator))
        .child(p().text(words::WHAT))
        .child(p().class("notice").text(words::FOR_WHOM))
        .child(unchecked(crate::ui::element::form()).each(asked))
        .child(actions);
    all(vec![
        p().class("soft").text(&paper.partnership).view(),
        heading(words::PAPER, &paper.title),
        or_nothing(
            (!paper.paragraph.is_empty()).then(|| p().class("soft").text(&paragraph(&paper.paragraph))),
        ),
        asks.view(),
        div().class("paper").each(printed).view(),
    ])
}

/// Before it is left: nothing brings back what is typed here.
fn asked_first(navigator: Navigator) -> View {
    live_anew(move || {
        let Some(to) = navigator.asked() else { return nothing() };
        let node = ElRef::new();
        node.on_load(|asked| {
            // Without the focus it is read out all the same: it is an alert.
            let _ = asked.focus();
        });
        let tap = |class| button().attr("type", "button").class(class);
        let leave = tap("second").on("click", move |_| navigator.replace(to.clone())).text(words::LEAVE);
        let stay = tap("").on("click", move |_| navigator.stay()).text(words::STAY);
        div()
            .class("notice")
            .attr("role", "alert")
            .attr("tabindex", "-1")
            .held_by(node)
            .child(p().text(words::NOT_KEPT))
            .child(div().class("actions").child(stay).child(leave))
            .view()
    })
}

fn control(n: usize, field: &PaperField, typed: RwSignal<String>, navigator: Navigator) -> El {
    let id = ["paper-", &n.to_string()].concat();
    let control = textarea().attr("id", &id).prop("value", typed.get_untracked()).on("input", move |event| {
        typed.set(event_target_value(&event));
        navigator.hold();
    });
    div().class("field").child(label().attr("for", &id).text(&field.label)).child(control)
}

fn on_paper(field: &PaperField, typed: RwSignal<String>) -> El {
    let written = p().child(live_words(move || Some(typed.get())));
    div().child(h2().text(&field.label)).child(written)
}
