//! One control of a form, as its ask describes it. Native controls; what is typed goes straight
//! into the draft.

use leptos::prelude::*;
use web_sys::Event;

use super::children::children;
use super::trouble::{Trouble, control_id, wrong_with};
use crate::casebook::views::{Ask, AskKind, Choice, Need};
use crate::ui::session::Draft;
use crate::ui::words::dispute as words;

/// More choices than these go into a list that opens.
const RADIOS: usize = 7;

/// The control of an ask; `key` is where its answer stands in the draft.
pub fn field(ask: &Ask, key: String, draft: Draft, trouble: Trouble) -> AnyView {
    let slot = Slot { ask: ask.clone(), id: control_id(&key), key, draft, trouble };
    match &ask.kind {
        AskKind::Line => slot.input("text", "text"),
        AskKind::Date => slot.input("date", "text"),
        AskKind::DateTime => slot.input("datetime-local", "text"),
        AskKind::Count => slot.input("text", "numeric"),
        AskKind::Text => slot.text(),
        AskKind::YesNo => slot.one(&[choice("yes", words::YES), choice("no", words::NO)]),
        AskKind::One(choices) if choices.len() <= RADIOS => slot.one(choices),
        AskKind::One(choices) => slot.list(choices),
        AskKind::Many(choices) => slot.many(choices),
        AskKind::Children(inner) => children(ask, inner, draft, trouble),
    }
}

/// A choice of ours.
pub fn choice(value: &str, label: &str) -> Choice {
    Choice { value: value.to_owned(), label: label.to_owned() }
}

struct Slot {
    ask: Ask,
    id: String,
    key: String,
    draft: Draft,
    trouble: Trouble,
}

impl Slot {
    fn label(&self) -> String {
        match self.ask.need {
            Need::Required => self.ask.label.clone(),
            Need::Optional => words::optional(&self.ask.label),
        }
    }

    fn said(&self) -> Vec<String> {
        self.draft.with_untracked(|answers| answers.get(&self.key).cloned().unwrap_or_default())
    }

    fn said_once(&self) -> String {
        self.said().into_iter().next().unwrap_or_default()
    }

    /// Hint and fault stand between label and control, and describe it.
    fn notes(&self) -> (AnyView, impl Fn() -> Option<&'static str> + Clone + 'static, String) {
        let wrong = wrong_with(self.key.clone(), self.trouble);
        let (hint_id, wrong_id) = ([&self.id, "-hint"].concat(), [&self.id, "-wrong"].concat());
        let described = [&hint_id, " ", &wrong_id].concat();
        let invalid = {
            let wrong = wrong.clone();
            move || wrong().map(|_| "true")
        };
        let hint = self.ask.hint.clone().map(|hint| view! { <span class="hint">{hint}</span> });
        let notes = view! {
            <span id=hint_id>{hint}</span>
            <span id=wrong_id>{move || wrong().map(|say| view! { <span class="wrong">{say}</span> })}</span>
        };
        (notes.into_any(), invalid, described)
    }

    fn input(self, kind: &'static str, mode: &'static str) -> AnyView {
        let (notes, invalid, described) = self.notes();
        let (label, said) = (self.label(), self.said_once());
        let Self { id, key, draft, .. } = self;
        view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                {notes}
                <input
                    id=id
                    type=kind
                    inputmode=mode
                    autocomplete="off"
                    aria-describedby=described
                    aria-invalid=invalid
                    prop:value=said
                    on:input=move |event| say(draft, &key, event_target_value(&event))
                />
            </div>
        }
        .into_any()
    }

    fn text(self) -> AnyView {
        let (notes, invalid, described) = self.notes();
        let (label, said) = (self.label(), self.said_once());
        let Self { id, key, draft, .. } = self;
        view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                {notes}
                <textarea
                    id=id
                    autocomplete="off"
                    aria-describedby=described
                    aria-invalid=invalid
                    prop:value=said
                    on:input=move |event| say(draft, &key, event_target_value(&event))
                ></textarea>
            </div>
        }
        .into_any()
    }

    fn list(self, choices: &[Choice]) -> AnyView {
        let (notes, invalid, described) = self.notes();
        let (label, said) = (self.label(), self.said_once());
        let Self { id, key, draft, .. } = self;
        let options = choices.iter().map(|choice| {
            let chosen = choice.value == said;
            view! { <option value=choice.value.clone() selected=chosen>{choice.label.clone()}</option> }
        });
        view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                {notes}
                <select
                    id=id
                    aria-describedby=described
                    aria-invalid=invalid
                    on:change=move |event| say(draft, &key, event_target_value(&event))
                >
                    <option value="">{words::CHOOSE}</option>
                    {options.collect_view()}
                </select>
            </div>
        }
        .into_any()
    }

    fn one(self, choices: &[Choice]) -> AnyView {
        let mut offered = choices.to_vec();
        if self.ask.need == Need::Optional {
            let unsaid = if self.ask.kind == AskKind::YesNo { words::NOT_KNOWN } else { words::NOT_SAID };
            offered.push(choice("", unsaid));
        }
        self.ticks("radio", &offered)
    }

    fn many(self, choices: &[Choice]) -> AnyView {
        self.ticks("checkbox", choices)
    }

    fn ticks(self, kind: &'static str, choices: &[Choice]) -> AnyView {
        let (notes, _, described) = self.notes();
        let (legend, said) = (self.label(), self.said());
        let Self { id, key, draft, .. } = self;
        let ticks = choices.iter().enumerate().map(|(n, choice)| {
            // The summary's link leads to the first of them.
            let control = if n == 0 { id.clone() } else { [&id, "-", &n.to_string()].concat() };
            let (name, value, key) = (id.clone(), choice.value.clone(), key.clone());
            let checked = said.contains(&choice.value);
            let on_change = move |event| {
                if kind == "radio" {
                    say(draft, &key, value.clone())
                } else {
                    tick(draft, &key, &value, &event)
                }
            };
            view! {
                <label class="tick" for=control.clone()>
                    <input id=control.clone() type=kind name=name prop:checked=checked on:change=on_change />
                    <span>{choice.label.clone()}</span>
                </label>
            }
        });
        view! {
            <fieldset aria-describedby=described>
                <legend>{legend}</legend>
                {notes}
                {ticks.collect_view()}
            </fieldset>
        }
        .into_any()
    }
}

/// Writes an answer into the draft; nothing said is no answer.
pub fn say(draft: Draft, key: &str, value: String) {
    draft.update(|answers| {
        if value.is_empty() {
            answers.remove(key);
        } else {
            answers.insert(key.to_owned(), vec![value]);
        }
    });
}

fn tick(draft: Draft, key: &str, value: &str, change: &Event) {
    draft.update(|answers| {
        let said = answers.entry(key.to_owned()).or_default();
        said.retain(|other| other != value);
        if event_target_checked(change) {
            said.push(value.to_owned());
        }
    });
}
