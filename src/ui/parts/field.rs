//! One control of a form, as its ask describes it. Native controls; what is typed goes straight
//! into the draft.

use leptos::prelude::*;
use web_sys::Event;

use super::children::children;
use super::trouble::{Trouble, control_id, marked_wrong, wrong_here};
use crate::casebook::views::{Ask, AskKind, Choice, Need};
use crate::ui::drafts::Typed;
use crate::ui::element::{
    El, View, all, div, fieldset, input, label, legend, option, select, span, textarea,
};
use crate::ui::words::dispute as words;

/// More choices than these go into a list that opens.
const RADIOS: usize = 7;

/// The control of an ask; `key` is where its answer stands in the draft.
pub fn field(ask: &Ask, key: String, draft: Typed, trouble: Trouble) -> View {
    let slot = Slot { ask: ask.clone(), id: control_id(&key), key, draft, trouble };
    match &ask.kind {
        AskKind::Line => slot.input("text", "text"),
        AskKind::Date => slot.input("date", "text"),
        AskKind::DateTime => slot.input("datetime-local", "text"),
        AskKind::Telephone => slot.input("tel", "tel"),
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

/// The question, which says where it may be left open.
pub fn question(ask: &Ask) -> String {
    match ask.need {
        Need::Required | Need::Wanted | Need::WithAnother => ask.label.clone(),
        Need::Optional | Need::Aside => words::optional(&ask.label),
    }
}

struct Slot {
    ask: Ask,
    id: String,
    key: String,
    draft: Typed,
    trouble: Trouble,
}

impl Slot {
    fn said(&self) -> Vec<String> {
        self.draft.with_untracked(|answers| answers.get(&self.key).cloned().unwrap_or_default())
    }

    fn said_once(&self) -> String {
        self.said().into_iter().next().unwrap_or_default()
    }

    /// Hint and fault stand between label and control, and describe it.
    fn notes(&self) -> (View, String) {
        let (hint_id, wrong_id) = ([&self.id, "-hint"].concat(), [&self.id, "-wrong"].concat());
        let described = [&hint_id, " ", &wrong_id].concat();
        let hint = self.ask.hint.as_ref().map(|hint| span().class("hint").text(hint));
        let notes = all(vec![
            span().attr("id", &hint_id).maybe(hint).view(),
            span().attr("id", &wrong_id).child(wrong_here(&self.key, self.trouble)).view(),
        ]);
        (notes, described)
    }

    /// The control below its label and notes, which it is described by; what is typed into it is said.
    fn labelled(self, control: El, event: &'static str) -> View {
        let (notes, described) = self.notes();
        let label = label().attr("for", &self.id).text(&question(&self.ask));
        let control = control.attr("id", &self.id).attr("aria-describedby", &described);
        let control = marked_wrong(control, &self.key, self.trouble);
        let Self { key, draft, .. } = self;
        let control = control.on(event, move |event| say(draft, &key, event_target_value(&event)));
        div().class("field").child(label).child(notes).child(control).view()
    }

    fn input(self, kind: &'static str, mode: &'static str) -> View {
        let control = input().attr("type", kind).attr("inputmode", mode).attr("autocomplete", "off");
        let control = control.prop("value", self.said_once());
        self.labelled(control, "input")
    }

    fn text(self) -> View {
        let control = textarea().attr("autocomplete", "off").prop("value", self.said_once());
        self.labelled(control, "input")
    }

    fn list(self, choices: &[Choice]) -> View {
        let said = self.said_once();
        let unsaid = option().attr("value", "").text(words::CHOOSE);
        let options = choices.iter().map(|choice| {
            let chosen = (choice.value == said).then_some("");
            option().attr("value", &choice.value).attr_if("selected", chosen).text(&choice.label)
        });
        self.labelled(select().child(unsaid).each(options), "change")
    }

    fn one(self, choices: &[Choice]) -> View {
        let mut offered = choices.to_vec();
        if self.ask.need != Need::Required {
            let unsaid = if self.ask.kind == AskKind::YesNo { words::NOT_KNOWN } else { words::NOT_SAID };
            offered.push(choice("", unsaid));
        }
        self.ticks("radio", &offered)
    }

    fn many(self, choices: &[Choice]) -> View {
        self.ticks("checkbox", choices)
    }

    fn ticks(self, kind: &'static str, choices: &[Choice]) -> View {
        let (notes, described) = self.notes();
        let said = self.said();
        let ticks = choices.iter().enumerate().map(|(n, choice)| {
            // The summary's link leads to the first of them.
            let control = if n == 0 { self.id.clone() } else { [&self.id, "-", &n.to_string()].concat() };
            let (draft, value, key) = (self.draft, choice.value.clone(), self.key.clone());
            let on_change = move |event| {
                if kind == "radio" {
                    say(draft, &key, value.clone())
                } else {
                    tick(draft, &key, &value, &event)
                }
            };
            let tick = input()
                .attr("id", &control)
                .attr("type", kind)
                .attr("name", &self.id)
                .prop("checked", said.contains(&choice.value))
                .on("change", on_change);
            label().class("tick").attr("for", &control).child(tick).child(span().text(&choice.label))
        });
        let ticks: Vec<El> = ticks.collect();
        fieldset()
            .attr("aria-describedby", &described)
            .child(legend().text(&question(&self.ask)))
            .child(notes)
            .each(ticks)
            .view()
    }
}

/// Writes an answer into the draft; nothing said is no answer.
pub fn say(draft: Typed, key: &str, value: String) {
    draft.update(|answers| {
        if value.is_empty() {
            answers.remove(key);
        } else {
            answers.insert(key.to_owned(), vec![value]);
        }
    });
}

fn tick(draft: Typed, key: &str, value: &str, change: &Event) {
    draft.update(|answers| {
        let said = answers.entry(key.to_owned()).or_default();
        said.retain(|other| other != value);
        if event_target_checked(change) {
            said.push(value.to_owned());
        }
    });
}
