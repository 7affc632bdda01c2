//! The questions that forms put.

use super::of_entry::ABOUT;
use crate::casebook::show::sight::Sight;
use crate::casebook::show::timeline::spaced;
use crate::casebook::views::{Ask, AskKind, Choice, Need};
use crate::procedure::{Fact, FactKind, Field, Presence, Procedure, Reason, RoleId};
use crate::words::{Word, forms};

/// Before the name of a field that the pack asks for, in the id of its ask.
pub const FIELD: &str = "field.";

/// The word under which a discussion keeps how people talked.
pub const HOW: &str = "how";

/// The ways in which people talk, as the record of a discussion names them and as people do.
pub fn ways_of_talking() -> [(&'static str, &'static Word); 4] {
    [
        ("telephone", forms::BY_TELEPHONE),
        ("face-to-face", forms::FACE_TO_FACE),
        ("video", forms::BY_VIDEO),
        ("writing", forms::IN_WRITING),
    ]
}

/// The id of a field that the pack asks for, among the asks of a form.
pub fn field_id(field: &str) -> String {
    [FIELD, field].concat()
}

/// A question.
pub fn ask(id: &str, label: &str, kind: AskKind, need: Need) -> Ask {
    Ask { id: id.to_owned(), label: label.to_owned(), hint: None, kind, need, preset: Vec::new() }
}

/// The same question with a line of help.
pub fn hinted(ask: Ask, hint: impl Into<String>) -> Ask {
    Ask { hint: Some(hint.into()), ..ask }
}

/// The same question with an answer that stands in it already.
pub fn preset(ask: Ask, values: impl IntoIterator<Item = String>) -> Ask {
    Ask { preset: values.into_iter().collect(), ..ask }
}

/// Asks for a reason.
pub fn reason(reason: Reason) -> Ask {
    let need = if reason == Reason::Required { Need::Required } else { Need::Optional };
    ask("reason", forms::REASON, AskKind::Text, need)
}

/// The labels of the words that forms of ours ask for, for the timeline too.
pub fn said_label(name: &str) -> Option<&'static Word> {
    Some(match name {
        "agreed" => forms::AGREED,
        "not-agreed" => forms::NOT_AGREED,
        "matters" => forms::MATTERS,
        "wanted" => forms::WANTED,
        "their-reasons" => forms::THEIR_REASONS,
        "on" => forms::HAPPENED_ON,
        "informal-attempt-with" => forms::TRIED_WITH,
        "reason" => forms::REASON,
        ABOUT => forms::WHAT_ABOUT,
        "text" => forms::IN_WORDS,
        "who" => forms::WHO,
        "wrong" => forms::WRONG,
        "right" => forms::RIGHT,
        "with" => forms::WITH,
        HOW => forms::HOW_TALKED,
        _ => return None,
    })
}

/// A question of free words under one of the known names.
pub fn words(name: &str, kind: AskKind, need: Need) -> Ask {
    ask(name, said_label(name).map_or(name, |word| word), kind, need)
}

/// On which day it happened: today stands in it.
pub fn happened_on(sight: &Sight<'_>) -> Ask {
    preset(words("on", AskKind::Date, Need::Optional), [sight.now.date().to_string()])
}

/// On which day what went to the other side arrived there.
pub fn received(id: &str, need: Need) -> Ask {
    hinted(ask(id, forms::RECEIVED_ON, AskKind::Date, need), forms::RECEIVED_HINT.said())
}

/// At which time it happened, where its limit is one of hours.
pub fn happened_at() -> Ask {
    hinted(words("on", AskKind::DateTime, Need::Optional), forms::EMPTY_IS_NOW.said())
}

/// A field that the pack asks for. Of options any may be taken: some fields take several.
pub fn field(field: &Field) -> Ask {
    let label = field.label.clone().unwrap_or_else(|| crate::casebook::dates::capital(&spaced(&field.id)));
    let kind = if field.options.is_empty() {
        AskKind::Text
    } else {
        AskKind::Many(field.options.iter().map(|option| choice(option, &spaced(option))).collect())
    };
    let need = if field.presence == Presence::Required { Need::Required } else { Need::Optional };
    ask(&field_id(&field.id), &label, kind, need)
}

/// One of several answers; the label begins with a capital.
pub fn choice(value: &str, label: &str) -> Choice {
    Choice { value: value.to_owned(), label: crate::casebook::dates::capital(label) }
}

/// What is known of the case or of a child.
pub fn fact(id: &str, fact: &Fact, need: Need) -> Ask {
    let kind = match fact.kind {
        FactKind::Flag => AskKind::YesNo,
        FactKind::Count => AskKind::Count,
        FactKind::Date => AskKind::Date,
        FactKind::DateTime => AskKind::DateTime,
        FactKind::Choice => AskKind::Line,
    };
    let label =
        fact.ask.clone().unwrap_or_else(|| crate::casebook::dates::capital(&spaced(fact.id.as_str())));
    ask(id, &label, kind, need)
}

/// The agencies of a procedure.
pub fn agencies(procedure: &Procedure) -> Vec<Choice> {
    procedure.agencies.iter().map(|(id, agency)| choice(id.as_str(), &agency.label)).collect()
}

/// Who does it, where the procedure says who may: every role, that one standing in it.
pub fn by(sight: &Sight<'_>, role: &RoleId) -> Ask {
    let label = forms::WHO_DOES_THIS;
    let roles = sight.rules.procedure.roles.iter();
    let roles = roles.map(|(id, role)| choice(id.as_str(), &role.label)).collect();
    let hint = forms::asked_of(&sight.role(role));
    preset(hinted(ask("by", label, AskKind::One(roles), Need::Required), hint), [role.to_string()])
}

/// The children: local references, and of each what the rules need to know.
pub fn children(sight: &Sight<'_>, need: Need) -> Ask {
    use crate::procedure::FactScope;
    let facts = sight.rules.procedure.facts.iter();
    let facts = facts.filter(|fact| fact.scope == FactScope::Child && sight.rules.reads(&fact.id));
    let facts = facts.map(|known| fact(known.id.as_str(), known, Need::Optional)).collect();
    ask("children", forms::WHICH_CHILDREN, AskKind::Children(facts), need)
}
