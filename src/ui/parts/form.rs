//! A form: what an action asks, one button, and what went wrong above it. Refused, it keeps every
//! word; accepted, it goes where the act leads.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::Event;

use super::begun::begun;
use super::field::field;
use super::folded::folded;
use super::link::link;
use super::trouble::{Trouble, summary};
use crate::casebook::views::{Answers, Ask, AskKind, Need, Refused, Told};
use crate::ui::draft::{presets, to_send};
use crate::ui::drafts::{Form, Typed};
use crate::ui::element::{El, View, all, button, div, form as form_element, or_nothing, p};
use crate::ui::navigator::Navigator;
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words;

/// Draws the form of some asks; `order` gives the order and says where the person goes when it is
/// accepted.
pub fn form<F>(
    form: Form,
    asks: Vec<Ask>,
    say: &'static str,
    leave: Route,
    order: impl Fn(Answers) -> F + 'static,
) -> View
where
    F: Future<Output = Result<Route, Told>> + 'static,
{
    let order = Box::new(move |answers| -> Ordered { Box::pin(order(answers)) });
    let (name, start) = (form.name.clone(), presets(&asks));
    let asked = Rc::new(Asked { name, asks, say, leave, order });
    begun(form, start, move |typed| drawn(&asked, typed))
}

/// An order under way, whichever it is: one form for all of them.
type Ordered = Pin<Box<dyn Future<Output = Result<Route, Told>>>>;

struct Asked {
    name: String,
    asks: Vec<Ask>,
    say: &'static str,
    leave: Route,
    order: Box<dyn Fn(Answers) -> Ordered>,
}

fn drawn(asked: &Rc<Asked>, typed: Typed) -> View {
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let trouble: Trouble = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let (aside, first): (Vec<&Ask>, Vec<&Ask>) = asked.asks.iter().partition(|ask| ask.need == Need::Aside);
    let each =
        |asks: &[&Ask]| all(asks.iter().map(|ask| field(ask, ask.id.clone(), typed, trouble)).collect());
    let fold = (!aside.is_empty()).then(|| fold(&aside, each(&aside), trouble));
    let buttons = buttons(asked.say, busy, asked.leave.clone());
    // Words go with the dispute.
    let is_free = |ask: &Ask| matches!(ask.kind, AskKind::Text | AskKind::Line);
    let no_names = asked.asks.iter().any(is_free).then(|| p().class("soft").text(words::begin::NO_NAMES));
    let inside = form_element().child(each(&first)).maybe(fold).child(buttons);

    let asked = Rc::clone(asked);
    let on_submit = move |event: Event| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let from = navigator.here();
        let ordered = (asked.order)(typed.with_untracked(|typed| to_send(&asked.asks, typed)));
        let asked = Rc::clone(&asked);
        spawn_local(async move {
            match ordered.await {
                Ok(route) => {
                    session.drafts().forget(&asked.name);
                    // Whoever has gone elsewhere meanwhile stays there.
                    if navigator.here() == from {
                        navigator.replace(route);
                    }
                }
                Err(told) => {
                    // The person may have left the form; the draft is kept all the same.
                    typed.try_update(|typed| confirm(typed, &told));
                    trouble.try_set(Some(told));
                    busy.try_set(false);
                }
            }
        });
    };
    all(vec![or_nothing(no_names), summary(trouble), unchecked(inside).on("submit", on_submit).view()])
}

/// What is only in doubt counts as confirmed when it is sent once more as it stands.
fn confirm(typed: &mut Answers, told: &Told) {
    for ask in
        told.reasons.iter().filter(|one| one.code == Refused::IS_IT_RIGHT).filter_map(|one| one.ask.as_ref())
    {
        if let Some(said) = typed.get(ask).cloned() {
            typed.insert(Refused::sure(ask), said);
        }
    }
}

/// What seldom has to be said. It opens by itself where something in it is wrong.
fn fold(asks: &[&Ask], inside: View, trouble: Trouble) -> El {
    let ids: Vec<String> = asks.iter().map(|ask| ask.id.clone()).collect();
    let is_wrong = move || {
        let named = |ask: &Option<String>| ask.as_ref().is_some_and(|ask| ids.contains(ask));
        trouble.with(|told| told.as_ref()?.reasons.iter().any(|reason| named(&reason.ask)).then_some(""))
    };
    folded(words::SELDOM, div().child(inside)).live_attr("open", is_wrong)
}

/// A form that the browser neither checks nor fills in by itself.
pub fn unchecked(form: El) -> El {
    form.attr("novalidate", "").attr("autocomplete", "off")
}

/// The button that sends a form; while that is under way it says so.
pub fn submit(say: &str, busy: RwSignal<bool>) -> El {
    button().attr("type", "submit").live_attr("aria-disabled", move || busy.get().then_some("true")).text(say)
}

fn buttons(say: &str, busy: RwSignal<bool>, leave: Route) -> El {
    div().class("actions").child(submit(say, busy)).child(link(leave, "button second", words::LEAVE))
}
